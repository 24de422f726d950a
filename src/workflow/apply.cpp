// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/apply.hpp>

#include <fmt/format.h>
#include <plumb/apply/clean_check.hpp>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/pg/group.hpp>

#include "migrate_session.hpp"

namespace plumb::workflow {
namespace {

using apply::ExecOrder;
using apply::Revision;
using apply::TxMode;

std::optional<TxMode> parse_tx_mode(const std::string& name) {
  if (name == "file") return TxMode::file;
  if (name == "all") return TxMode::all;
  if (name == "none") return TxMode::none;
  return std::nullopt;
}

ExecOrder parse_exec_order(const std::string& name) {
  if (name == "linear") return ExecOrder::linear;
  if (name == "linear-skip") return ExecOrder::linear_skip;
  if (name == "non-linear") return ExecOrder::non_linear;
  throw Error(fmt::format("unknown execution order: {}", go_quote(name)));
}

struct Selection {
  std::vector<const migration::File*> files;
  std::optional<Revision> baseline;  // to be recorded before the run
};

// First run: the clean check, then all files, or those after the baseline (§4.2 a).
Selection select_first(const ApplyOptions& options, MigrateSession& session, const migration::Directory& directory) {
  if (options.baseline.empty()) {
    if (!options.allow_dirty) {
      const std::string why =
          apply::why_not_clean(*session.connection, session.target.search_path, session.table.schema());
      if (!why.empty()) {
        throw Error(fmt::format(
            "sql/migrate: connected database is not clean: {}. baseline version or allow-dirty is required", why));
      }
    }
    return {apply::first_run_files(directory.files()), std::nullopt};
  }
  const apply::BaselineFiles found = apply::baseline_files(directory.files(), options.baseline);
  if (found.baseline == nullptr) throw Error(fmt::format("baseline version {} not found", go_quote(options.baseline)));
  Revision row{.version = found.baseline->version,
               .description = found.baseline->description,
               .type = apply::k_type_baseline,
               .operator_version = options.operator_version};
  return {found.files, std::move(row)};
}

Selection select(const ApplyOptions& options, ExecOrder order, MigrateSession& session,
                 const migration::Directory& directory, const std::vector<Revision>& revisions) {
  if (revisions.empty()) return select_first(options, session, directory);
  apply::Pending pending = apply::pending_files({.revisions = revisions, .files = directory.files(), .order = order});
  if (pending.problem != apply::Pending::Problem::none) throw Error(pending.message);
  return {std::move(pending.files), std::nullopt};
}

void record_baseline(MigrateSession& session, const Revision& row) {
  pg::Connection& connection = *session.connection;
  connection.send(session.table.write_statement(),
                  apply::RevisionsTable::write_params(row, apply::RevisionsTable::Timing::as_given));
  connection.send_sync();
  const std::optional<pg::ServerError> failed = pg::finish_group(connection);
  if (failed)
    throw Error("sql/migrate: write revision: " + pg::atlas_text(*failed, "")).with_sqlstate(failed->sqlstate);
}

void describe_run(apply::RunReport& report, const std::vector<Revision>& revisions,
                  std::vector<const migration::File*> files) {
  if (!revisions.empty()) report.current = revisions.back().version;
  if (!files.empty()) report.target = files.back()->version;
  report.pending = std::move(files);
}

bool nothing_pending(const ApplyOptions& options, ExecOrder order, MigrateSession& session,
                     const migration::Directory& directory, const std::vector<Revision>& revisions) {
  if (revisions.empty()) return false;  // the first run: its checks belong under the lock
  return select(options, order, session, directory, revisions).files.empty();
}

}  // namespace

ApplyResult apply(const ApplyOptions& options, const Runtime& runtime) {
  ApplyResult result;
  result.directory = open_checked(options.target.dir_url, options.target.memory, result.refusal);
  if (result.refusal.any()) return result;
  const ExecOrder order = parse_exec_order(options.exec_order);
  if (options.target.url.empty()) throw Error("required flag \"url\" not set");
  result.report.start = runtime.clock.now();

  MigrateSession session = open_session(options.target, runtime);
  const TrafficSum traffic(runtime, *session.connection);
  result.refusal.ambiguous_revisions = session.ambiguous;
  if (session.ambiguous) return result;

  std::vector<Revision> revisions;
  const bool usable = session.facts.table_exists && session.facts.repairs.empty();
  if (usable) {
    revisions = session.table.read(*session.connection);
    if (nothing_pending(options, order, session, *result.directory, revisions)) {
      describe_run(result.report, revisions, {});
      result.report.end = runtime.clock.now();
      return result;
    }
  }

  require_writable(session);
  MigrateLock lock(*session.connection, options.lock_timeout, runtime);
  // From here on the lock is held: what was read before may be old news.
  if (!usable) {
    session.facts = session.table.probe(*session.connection);
    session.table.ensure(*session.connection, session.facts);
  }
  if (!options.baseline.empty() && options.allow_dirty) {
    throw Error("sql/migrate: baseline and allow-dirty are mutually exclusive");
  }
  revisions = session.table.read(*session.connection);
  Selection selection = select(options, order, session, *result.directory, revisions);
  if (selection.baseline) {
    // Atlas records it in a dry run too; a dry run that writes is not one.
    if (options.dry_run == apply::DryRun::no) record_baseline(session, *selection.baseline);
    revisions.push_back(*selection.baseline);
  }
  if (options.amount && *options.amount < selection.files.size()) selection.files.resize(*options.amount);
  describe_run(result.report, revisions, selection.files);

  const std::optional<TxMode> mode = parse_tx_mode(options.tx_mode);
  if (mode) {
    const apply::ExecuteOptions execute_options{
        .mode = *mode, .dry_run = options.dry_run, .operator_version = options.operator_version};
    apply::execute(*session.connection,
                   {.files = result.report.pending, .revisions = revisions, .table = session.table}, execute_options,
                   runtime.clock, runtime.stop, result.report);
  } else {
    // As late as Atlas says it, and in its report; but before the first file, also where a directive hides it there.
    result.report.error = fmt::format("unknown tx-mode {}", go_quote(options.tx_mode));
    result.report.end = runtime.clock.now();
  }
  // From here on every file is done and recorded, or not begun; the report says which.
  if (session.connection->transaction_status() == pg::TransactionStatus::unknown) return result;
  if (!lock.release() && runtime.say) {
    runtime.say("the migration lock was lost during the run: does a file say DISCARD ALL or pg_advisory_unlock_all()?");
  }
  return result;
}

}  // namespace plumb::workflow
