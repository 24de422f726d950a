// SPDX-License-Identifier: Apache-2.0
// One file, made ready to run: cut into statements, checked against its row, its way of travelling decided. Pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <plumb/apply/executor.hpp>
#include <plumb/apply/revision.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::apply {

struct FilePlan {
  enum class Way {
    pipelined,       // one transaction, sent without waiting
    transaction,     // one transaction, step by step: a statement needs the simple protocol
    each_by_itself,  // tx-mode none, or the file begins and ends transactions itself
  };
  const migration::File* file = nullptr;
  std::vector<std::string> statements;
  std::vector<bool> simple;         // statement i travels by the simple protocol
  std::vector<std::string> hashes;  // chained; only where they are needed: each_by_itself, or a partly applied file
  std::size_t first = 0;            // statements an earlier run has done
  Revision row;                     // as read, or a fresh one; `total` is that of the file as it is now
  Way way = Way::pipelined;
  bool may_drop_prepared = false;  // DISCARD or DEALLOCATE in it

  [[nodiscard]] std::size_t bytes() const;
};

// The row of the file once all its statements are done; its execution_time is still to be added.
[[nodiscard]] Revision finished_row(const FilePlan& plan);

// What stands against running a file: Atlas's text.
struct FileProblem {
  std::string text;
};

// `revisions` sorted by version.
[[nodiscard]] std::variant<FilePlan, FileProblem> plan_file(const migration::File& file,
                                                            const std::vector<Revision>& revisions,
                                                            const ExecuteOptions& options);

}  // namespace plumb::apply
