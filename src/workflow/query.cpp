// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/query.hpp>

#include <fmt/format.h>

#include <plumb/apply/revisions_table.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/desired/desired.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/state/snapshot_file.hpp>

#include "migrate_session.hpp"
#include "second_session.hpp"

namespace plumb::workflow {
namespace {

void require_one_source(const QuerySource& source) {
  const int given = (source.url.empty() ? 0 : 1) + (source.from.empty() ? 0 : 1) + (source.desired ? 1 : 0);
  if (given == 0) {
    throw Error("no catalog to ask", ErrorCode::usage)
        .with_hint("say --url or --env for a live database, --against src or migrations, or --from FILE");
  }
  if (given > 1) throw Error("more than one catalog to ask: one of --url, --against and --from", ErrorCode::usage);
}

inspect::ReadOptions read_options(const QuerySource& source) {
  inspect::ReadOptions read;
  read.revisions_schema = source.revisions_schema.empty() ? apply::k_revisions_name : source.revisions_schema;
  return read;
}

inspect::Snapshot read_live(const QuerySource& source, const Runtime& runtime) {
  const pg::Target target = pg::Target::parse(source.url);
  const auto connection = pg::connect(target, {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  inspect::ReadOptions options = read_options(source);
  options.second = second_session(target, source.connections, runtime);
  inspect::Snapshot snapshot = inspect::read(*connection, options);
  tell_second_session(snapshot, runtime);
  return snapshot;
}

std::vector<desired::Script> scripts(const QuerySource& source) {
  if (source.desired == Against::src) {
    if (source.src.empty()) throw Error("the environment has no src", ErrorCode::usage);
    return desired::source_scripts(source.src);
  }
  if (source.dir_url.empty()) throw Error("there is no migration directory", ErrorCode::usage).with_hint("say --dir");
  const migration::Directory directory = migration::Directory::open(source.dir_url, source.memory);
  const std::string& folder = directory.path().empty() ? source.dir_url : directory.path();
  std::vector<desired::Script> out;
  for (const migration::File& file : directory.files()) out.push_back(desired::migration_script(file, folder));
  return out;
}

inspect::Snapshot read_desired(const QuerySource& source, const Runtime& runtime) {
  const std::vector<devdb::Installation> found = devdb::find_installations();
  if (found.empty())
    throw Error("there are no programs of PostgreSQL here to run the files with").with_hint("run scripts/setup");
  return desired::load({.scripts = scripts(source), .major = found.front().major, .read = read_options(source)},
                       runtime.stop);
}

inspect::Snapshot read(const QuerySource& source, const Runtime& runtime) {
  if (!source.url.empty()) return read_live(source, runtime);
  if (!source.from.empty()) return state::read_snapshot(source.from, read_file(source.from)).snapshot;
  return read_desired(source, runtime);
}

}  // namespace

query::Result query(const QueryOptions& options, const Runtime& runtime) {
  require_one_source(options.source);
  const inspect::Snapshot snapshot = read(options.source, runtime);
  if (runtime.say) {
    for (const inspect::NotSeen& what : snapshot.not_seen) {
      runtime.say(fmt::format("{} could not be seen: {}", what.what, what.reason));
    }
  }
  // From here on the catalog is known; the database is not asked again.
  query::Database database(snapshot.catalog, options.settings,
                           {.migration_role = snapshot.facts.migration_role,
                            .database = snapshot.facts.database,
                            .server_version = snapshot.facts.server_version,
                            .stop = runtime.stop});
  query::Outcome outcome = database.run(options.sql, options.limits);
  if (const auto* failure = std::get_if<query::Failure>(&outcome))
    throw query::to_error(*failure, options.sql, "query");
  return std::move(std::get<query::Result>(outcome));
}

std::vector<query::TableDescription> query_tables(const settings::Settings& settings) {
  const catalog::Catalog catalog = query::empty_catalog();
  query::Database database(catalog, settings);
  return database.tables();
}

}  // namespace plumb::workflow
