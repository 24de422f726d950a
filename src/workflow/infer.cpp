// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/infer.hpp>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/workflow/drift.hpp>

#include "drift_scope.hpp"
#include "migrate_session.hpp"

namespace plumb::workflow {

Inferred infer(const Secret& url, const Runtime& runtime) {
  if (url.empty()) throw Error("no database to look at", ErrorCode::usage).with_hint("say --url or --env");
  const pg::Target target = pg::Target::parse(url);
  const auto connection = pg::connect(target, {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  const inspect::Snapshot snapshot = inspect::read(*connection, drift_scope({}, target).read);
  for (const inspect::NotSeen& each : snapshot.not_seen) {
    if (!each.in_part) throw Error(fmt::format("{} could not be read: {}", each.what, each.reason));
  }
  Inferred out = infer_settings(snapshot.catalog, snapshot.facts.migration_role);
  if (out.tenant_tables > 0) return out;
  throw Error(fmt::format("database {} has no table whose policies tell tenants apart", snapshot.facts.database))
      .with_hint("looked for policies of the form column = function(); plumb blueprint new starts a module");
}

}  // namespace plumb::workflow
