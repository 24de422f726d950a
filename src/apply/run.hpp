// SPDX-License-Identifier: Apache-2.0
// What all parts of one run share, and the two things they all do: note progress and note the failure.
#pragma once

#include <string>

#include <plumb/apply/executor.hpp>

#include "file_plan.hpp"

namespace plumb::apply {

class Run {
 public:
  Run(pg::Connection& connection_, const RevisionsTable& table_, const ExecuteOptions& options_, const Clock& clock_,
      const Stop& stop_, RunReport& report_)
      : connection(connection_), table(table_), options(options_), clock(clock_), stop(stop_), report(report_) {}

  pg::Connection& connection;
  const RevisionsTable& table;
  const ExecuteOptions& options;
  const Clock& clock;
  const Stop& stop;
  RunReport& report;

  // --- progress

  void start_file(const FilePlan& plan);
  void start_statement(const std::string& text);  // of the file started last
  void end_file();

  // --- failure; the first one counts

  [[nodiscard]] bool failed() const { return !report.error.empty(); }
  // A statement failed. `bookkeeping`: what Atlas's write of the row then says, on a second line; "" if it succeeds.
  void fail_statement(const FilePlan& plan, const std::string& statement, const pg::ServerError& error,
                      const std::string& bookkeeping);
  // The row could not be written: as Atlas notices that before the file, the file is not in the report.
  void fail_row(const FilePlan& plan, const pg::ServerError& error);
  // COMMIT failed. Atlas lists such a file as ok; here it has the error, because nothing of it stays.
  void fail_commit(const std::string& text);
  // Anything else.
  void fail(const std::string& text);

  // --- rows

  // Queues the upsert (and, when the session does not have it yet, its preparation). Answers: as many as the returned
  // number.
  [[nodiscard]] int send_row(const Revision& row, RevisionsTable::Timing timing);
  void forget_prepared() { m_prepared.clear(); }

 private:
  std::string m_prepared;  // name of the prepared upsert; "" if the session has none
  int m_preparations = 0;
};

// Atlas's second line after a failed statement in a transaction: its write of the row hits the aborted transaction.
// plumb does not try that write, but says the same, because scripts and the recorded runs hold on to it.
[[nodiscard]] std::string aborted_bookkeeping(const pg::ServerError& error);

}  // namespace plumb::apply
