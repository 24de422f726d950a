// SPDX-License-Identifier: Apache-2.0
// Runs migration files and records each, so that after any interruption the next run is right.
//
// What holds at every moment (also after kill -9 or a lost session):
//   tx-mode file   a file's statements and its row are one transaction: both are there, or neither.
//   tx-mode all    the same for all files together.
//   tx-mode none   each statement is one transaction with the row that says how far the file is; only a statement that
//   PostgreSQL refuses
//                  to run in a transaction block (CREATE INDEX CONCURRENTLY …) commits by itself, just before its row.
//
// In tx-mode file and all nothing waits for the server: the messages of a bounded number of files are under way while
// the answers come back (essay in src/apply/pipelined_files.cpp). A file whose statements cannot travel that way
// (several commands in one text, $1, COPY with the client, its own BEGIN or COMMIT) runs step by step.
#pragma once

#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/apply/revisions_table.hpp>
#include <plumb/apply/run_report.hpp>
#include <plumb/base/clock.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::apply {

enum class TxMode { file, all, none };
enum class DryRun { no, yes };

struct ExecuteOptions {
  TxMode mode = TxMode::file;
  DryRun dry_run = DryRun::no;
  std::string operator_version;  // of new rows
  // Files, and bytes of statements, that may be under way without an answer.
  std::size_t window_files = 64;
  std::size_t window_bytes = 256 * 1024;
};

struct ExecuteInput {
  const std::vector<const migration::File*>& files;  // in order
  const std::vector<Revision>& revisions;            // as read under the lock
  const RevisionsTable& table;
};

// Runs the files in order until the first failure. Fills `applied`, `end`, `error` of the report; never throws for what
// a statement, a file or the server does wrong: that is RunReport::error. SQL sent: BEGIN READ WRITE, the files'
// statements, the upsert of RevisionsTable, COMMIT or ROLLBACK. Locks: only those of the statements; the advisory lock
// is the caller's. REQUIRES: no pipeline answers outstanding, no open transaction.
void execute(pg::Connection& connection, const ExecuteInput& input, const ExecuteOptions& options, const Clock& clock,
             const Stop& stop, RunReport& report);

}  // namespace plumb::apply
