// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>

#include "run.hpp"

namespace plumb::apply {

// Files under way. add() sends a file and takes as many answers as the window asks for; finish() takes the rest.
class PipelinedFiles {
 public:
  explicit PipelinedFiles(Run& run) : m_run(run) {}

  // Both return false once something failed: the transaction is rolled back then, and the Run knows what it was.
  [[nodiscard]] bool add(FilePlan plan);
  // Afterwards nothing is outstanding, and simple queries may be sent; in tx-mode all the transaction stays open.
  [[nodiscard]] bool finish();
  // tx-mode all: writes the rows of all files and commits. REQUIRES: finish() was true.
  [[nodiscard]] bool commit_all();
  // tx-mode all: begins the one transaction if that has not happened, and takes a file that ran otherwise into its
  // rows.
  [[nodiscard]] bool begin_all();
  void add_row(const FilePlan& plan);

 private:
  struct File {
    FilePlan plan;
    std::size_t bytes = 0;
    TimePoint sent;
  };
  // What the next answer is the answer to. `file_start` and `file_end` are notes of ours, which the server does not
  // answer.
  struct Expected {
    enum class What { prepare, begin, file_start, statement, row, commit, file_end, sync };
    What what;
    std::size_t statement = 0;
  };

  void expect(Expected::What what, std::size_t statement = 0) { m_expected.push_back({what, statement}); }
  void send_row(const Revision& row, RevisionsTable::Timing timing);
  void take_notes();
  [[nodiscard]] bool receive();
  void note(const Expected& expected);
  [[nodiscard]] bool fail(const Expected& expected, const pg::ServerError& error);
  [[nodiscard]] bool commit_tag_is_right(const Expected& expected, const pg::Reply& reply);

  Run& m_run;
  std::deque<File> m_files;  // under way, oldest first
  std::deque<Expected> m_expected;
  std::size_t m_bytes = 0;
  TimePoint m_previous_end;  // of the file before: the server works on one after the other
  bool m_unsynced = false;
  bool m_in_all = false;
  std::vector<Revision> m_rows;  // tx-mode all: written at the end
};

}  // namespace plumb::apply
