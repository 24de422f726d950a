// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/set.hpp>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/pg/group.hpp>

#include "migrate_session.hpp"

namespace plumb::workflow {
namespace {

// All changes in one transaction and one round trip.
void change_rows(MigrateSession& session, const apply::SetPlan& plan) {
  pg::Connection& connection = *session.connection;
  const std::string remove = fmt::format("DELETE FROM {} WHERE \"version\" = $1", session.table.qualified());
  const std::string write = session.table.write_statement();
  connection.send("BEGIN READ WRITE");
  for (const apply::Revision& row : plan.removed) {
    const pg::Param params[] = {row.version};
    connection.send(remove, params);
  }
  for (const auto* rows : {&plan.resolved, &plan.inserted}) {
    for (const apply::Revision& row : *rows) {
      connection.send(write, apply::RevisionsTable::write_params(row, apply::RevisionsTable::Timing::as_given));
    }
  }
  connection.send("COMMIT");
  connection.send_sync();
  const std::optional<pg::ServerError> failed = pg::finish_group(connection);
  if (!failed) return;
  if (!failed->connection_lost) (void)connection.run("ROLLBACK");
  throw Error("sql/migrate: write revision: " + pg::atlas_text(*failed, "")).with_sqlstate(failed->sqlstate);
}

}  // namespace

SetResult set(const SetOptions& options, const Runtime& runtime) {
  SetResult result;
  const auto directory = open_checked(options.target.dir_url, options.target.memory, result.refusal);
  if (result.refusal.any()) return result;

  MigrateSession session = open_session(options.target, runtime);
  const TrafficSum traffic(runtime, *session.connection);
  require_writable(session);
  MigrateLock lock(*session.connection, std::chrono::nanoseconds(0), runtime);
  // From here on the lock is held.
  result.refusal.ambiguous_revisions = session.ambiguous;
  if (session.ambiguous) return result;
  session.facts = session.table.probe(*session.connection);
  session.table.ensure(*session.connection, session.facts);
  const std::vector<apply::Revision> revisions = session.table.read(*session.connection);
  result.plan = apply::plan_set({.revisions = revisions,
                                 .files = directory->files(),
                                 .version = options.version,
                                 .arguments = options.arguments});
  for (apply::Revision& row : result.plan.inserted) row.operator_version = options.operator_version;
  if (!result.plan.changes_nothing()) change_rows(session, result.plan);
  (void)lock.release();
  return result;
}

}  // namespace plumb::workflow
