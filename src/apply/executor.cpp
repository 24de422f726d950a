// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/executor.hpp>

#include "pipelined_files.hpp"
#include "stepwise_file.hpp"

namespace plumb::apply {
namespace {

void list_statements(Run& run, const FilePlan& plan) {
  run.start_file(plan);
  for (std::size_t i = plan.first; i < plan.statements.size(); ++i) run.start_statement(plan.statements[i]);
  run.end_file();
}

// Two things before the first statement, in one round trip.
//
// The row of the first file is written and rolled back: that the table cannot be written must be noticed before
// anything runs, and Atlas, which writes a row first, reports it so.
//
// A server notices that its client is gone only when it has something to say to it. Killed runs would go on for as long
// as the messages under way last; from version 14 on it can look after the client while a statement runs.
bool prepare_session(Run& run, const Revision& first) {
  pg::Connection& connection = run.connection;
  bool setting = connection.server_version() >= 140000;
  if (setting) {
    // Not every platform has it; then it is an error, and of no account.
    connection.send("SET client_connection_check_interval TO 250");
    connection.send_sync();
  }
  connection.send("BEGIN READ WRITE");
  (void)run.send_row(first, RevisionsTable::Timing::as_given);
  connection.send("ROLLBACK");
  connection.send_sync();
  std::optional<pg::ServerError> failed;
  while (connection.outstanding() > 0) {
    const pg::Reply reply = connection.receive();
    if (reply.kind == pg::Reply::Kind::sync) setting = false;
    if (reply.kind == pg::Reply::Kind::error && !setting && !failed) failed = reply.error;
  }
  if (!failed) return true;
  run.fail("sql/migrate: write revision: " + pg::atlas_text(*failed, ""));
  return false;
}

// Runs one file the way it must travel. Returns false if the run has failed.
bool run_file(Run& run, PipelinedFiles& pipelined, FilePlan plan) {
  if (run.options.dry_run == DryRun::yes) {
    list_statements(run, plan);
    return true;
  }
  if (plan.way == FilePlan::Way::pipelined) return pipelined.add(std::move(plan));
  // From here on simple queries are sent: nothing may be outstanding.
  if (run.options.mode == TxMode::all && !pipelined.begin_all()) return false;
  if (!pipelined.finish()) return false;
  if (plan.way == FilePlan::Way::each_by_itself) return run_each_by_itself(run, plan);
  if (run.options.mode == TxMode::all) pipelined.add_row(plan);
  return run_in_transaction(run, plan);
}

}  // namespace

void execute(pg::Connection& connection, const ExecuteInput& input, const ExecuteOptions& options, const Clock& clock,
             const Stop& stop, RunReport& report) {
  Run run(connection, input.table, options, clock, stop, report);
  PipelinedFiles pipelined(run);
  std::string problem;
  for (const migration::File* file : input.files) {
    if (stop.requested()) {
      problem = "interrupted";
      break;
    }
    auto planned = plan_file(*file, input.revisions, options);
    if (const auto* found = std::get_if<FileProblem>(&planned)) {
      problem = found->text;
      break;
    }
    auto& plan = std::get<FilePlan>(planned);
    if (file == input.files.front() && options.dry_run == DryRun::no && !prepare_session(run, plan.row)) break;
    if (!run_file(run, pipelined, std::move(plan))) break;
  }
  // Files before a problem have run and stay (tx-mode file), or are rolled back with it (all).
  const bool drained = pipelined.finish();
  if (drained && !problem.empty()) run.fail(problem);
  if (drained && problem.empty()) (void)pipelined.commit_all();
  const bool lost = connection.transaction_status() == pg::TransactionStatus::unknown;
  if (run.failed() && !lost && connection.transaction_status() != pg::TransactionStatus::idle)
    (void)connection.run("ROLLBACK");
  report.end = clock.now();
}

}  // namespace plumb::apply
