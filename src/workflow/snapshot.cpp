// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/snapshot.hpp>

#include <fmt/format.h>

#include <plumb/apply/pending.hpp>
#include <plumb/base/error.hpp>
#include <plumb/desired/desired.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/state/snapshot_file.hpp>
#include <plumb/workflow/drift.hpp>

#include "drift_scope.hpp"
#include "migrate_session.hpp"
#include "second_session.hpp"

namespace plumb::workflow {
namespace {

[[noreturn]] void nothing_to_read(const char* what, const char* hint) {
  throw Error(fmt::format("nothing to take a snapshot of: {}", what), ErrorCode::usage).with_hint(hint);
}

// As drift looks at a database, so that the two see the same.
inspect::ReadOptions read_options(const SnapshotOptions& options, const pg::Target& target) {
  DriftOptions same;
  same.schemas = options.schemas;
  same.revisions_schema = options.revisions_schema;
  return drift_scope(same, target).read;
}

inspect::Snapshot read_live(const SnapshotOptions& options, const pg::Target& target, const inspect::ReadOptions& read,
                            const Runtime& runtime) {
  if (options.url.empty()) nothing_to_read("no database", "say --url or --env");
  const auto connection = pg::connect(target, {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  inspect::ReadOptions shared = read;
  shared.second = second_session(target, options.connections, runtime);
  inspect::Snapshot snapshot = inspect::read(*connection, shared);
  tell_second_session(snapshot, runtime);
  return snapshot;
}

std::vector<desired::Script> scripts_of(const SnapshotOptions& options) {
  if (options.of == SnapshotOf::src) {
    if (options.src.empty()) nothing_to_read("the environment has no src", "give it one, or say --against migrations");
    return desired::source_scripts(options.src);
  }
  if (options.dir_url.empty()) nothing_to_read("no migration directory", "say --dir, or --against src");
  const auto directory = migration::Directory::open(options.dir_url, options.memory);
  require_distinct_versions(directory);
  std::vector<desired::Script> out;
  for (const migration::File* file : apply::first_run_files(directory.files())) {
    out.push_back(desired::migration_script(*file, directory.path().empty() ? options.dir_url : directory.path()));
  }
  return out;
}

}  // namespace

SnapshotText snapshot(const SnapshotOptions& options, const Runtime& runtime) {
  const pg::Target target = options.url.empty() ? pg::Target() : pg::Target::parse(options.url);
  const inspect::ReadOptions read = read_options(options, target);
  const inspect::Snapshot taken = options.of == SnapshotOf::live ? read_live(options, target, read, runtime)
                                                                 : desired::load({.scripts = scripts_of(options),
                                                                                  .major = options.major,
                                                                                  .database = {},
                                                                                  .run_as = {},
                                                                                  .search_path = target.search_path,
                                                                                  .read = read},
                                                                                 runtime.stop);
  SnapshotText out{.text = state::write_snapshot(taken, read.scope.schemas), .not_seen = {}};
  for (const inspect::NotSeen& each : taken.not_seen) out.not_seen.push_back(each.what + ": " + each.reason);
  return out;
}

}  // namespace plumb::workflow
