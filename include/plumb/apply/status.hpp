// SPDX-License-Identifier: Apache-2.0
// What `migrate status` tells: pure, from the rows of the revisions table and the files (atlas-migrate.md §6.3, §7.3).
// Data only; the texts made of it are in report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::apply {

// What Status::current, next and state say instead of a version. Scripts match these.
inline constexpr std::string_view k_nothing_applied = "No migration applied yet";
inline constexpr std::string_view k_latest_version = "Already at latest version";
inline constexpr std::string_view k_unknown_version = "UNKNOWN";
inline constexpr std::string_view k_status_ok = "OK";
inline constexpr std::string_view k_status_pending = "PENDING";

struct Status {
  // Files point into StatusQuery::files, in the order in which they run.
  std::vector<const migration::File*> available;  // all files; before the first run only those that it would run
  std::vector<const migration::File*> out_of_order;
  std::vector<const migration::File*> pending;  // without those out of order
  std::vector<Revision> applied;                // all rows
  std::string current;                          // version of the last row, or k_nothing_applied
  std::string next;                             // version, k_latest_version or k_unknown_version (files out of order)
  // Where the last row is partial, not set by hand, and nothing is out of order:
  std::int64_t count = 0;  // statements of the file that are done
  std::int64_t total = 0;  // statements in the file as it is now
  std::string sql;         // the statement that failed, line feeds as blanks
  // Its error, line feeds as blanks; or the message about files out of order.
  std::string error;
  std::string status;  // k_status_ok or k_status_pending

  [[nodiscard]] std::int64_t left() const { return total - count; }
  // Whether the next file is a checkpoint.
  [[nodiscard]] bool from_checkpoint() const { return !pending.empty() && pending.front()->is_checkpoint(); }
  // Whether count, total and sql are filled.
  [[nodiscard]] bool last_partial() const;
};

struct StatusQuery {
  const std::vector<Revision>* revisions =
      nullptr;                                // sorted bytewise, without the identifier row; null: there is no table
  const std::vector<migration::File>& files;  // in directory order
  // Looked at where the table exists and is empty: what the clean check of the database says, "" for a clean one.
  std::string_view why_not_clean;
};

// Throws Error with Atlas's texts: not clean; a partly applied file that is gone, or that does not split.
[[nodiscard]] Status compute_status(const StatusQuery& query);

}  // namespace plumb::apply
