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
    if (!run_file(run, pipelined, std::move(std::get<FilePlan>(planned)))) break;
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
