// SPDX-License-Identifier: Apache-2.0
// plumb migrate apply: runs what is pending, under the lock, and says what was done (atlas-migrate.md §4).
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <plumb/apply/executor.hpp>
#include <plumb/apply/pending.hpp>
#include <plumb/apply/run_report.hpp>
#include <plumb/workflow/migrate_target.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct ApplyOptions {
  MigrateTarget target;
  std::optional<std::size_t> amount;  // at most so many files
  std::string baseline;               // "" none
  std::string tx_mode = "file";       // file, all, none: as given
  std::string exec_order = "linear";
  std::chrono::nanoseconds lock_timeout = std::chrono::seconds(10);
  apply::DryRun dry_run = apply::DryRun::no;
  bool allow_dirty = false;
  std::string operator_version;  // of the rows written
};

struct ApplyResult {
  Refusal refusal;
  std::unique_ptr<migration::Directory> directory;  // the report points into it
  apply::RunReport report;                          // where nothing was refused
};

// One session for the whole run. With nothing pending no lock is taken and two round trips are made.
// An unknown exec-order is refused at once (Atlas looks at it late), an unknown tx-mode before the first file runs.
// Throws Error where Atlas prints an error without a report: no URL, no connection, lock not had, database not clean,
// baseline not found, files out of order …; then no file was begun. What goes wrong from the first file on is in the
// report. SQL and locks: probe and rows (pg_catalog, revisions table); advisory lock "atlas_migrate_execute"; then
// apply::execute.
[[nodiscard]] ApplyResult apply(const ApplyOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
