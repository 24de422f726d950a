// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/drift.hpp>

#include <algorithm>

#include <plumb/apply/revisions_table.hpp>
#include <plumb/base/error.hpp>
#include <plumb/desired/desired.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/diff/findings.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>

#include "coverage_finding.hpp"
#include "drift_desired.hpp"
#include "drift_history.hpp"
#include "drift_live.hpp"
#include "migrate_session.hpp"
#include "migration_finding.hpp"

namespace plumb::workflow {
namespace {

using finding::DriftReport;
using finding::Finding;

void require_something_to_compare(const DriftOptions& options) {
  if (options.url.empty()) throw Error("no database to look at", ErrorCode::usage).with_hint("say --url or --env");
  const bool against_src = options.against == Against::src;
  if (against_src ? !options.src.empty() : !options.dir_url.empty()) return;
  throw Error(against_src ? "nothing to compare with: the environment has no src"
                          : "nothing to compare with: the environment has no migration directory",
              ErrorCode::usage)
      .with_hint(against_src ? "give it one, or say --against migrations" : "say --dir, or --against src");
}

std::unique_ptr<migration::Directory> open_directory(const DriftOptions& options) {
  if (options.dir_url.empty()) return nullptr;
  auto directory = std::make_unique<migration::Directory>(migration::Directory::open(options.dir_url, options.memory));
  require_distinct_versions(*directory);
  return directory;
}

// What is compared, the same on both sides.
inspect::ReadOptions read_options(const DriftOptions& options, const pg::Target& target) {
  inspect::ReadOptions read;
  const bool bound = !target.search_path.empty() && target.search_path.find(',') == std::string::npos;
  read.scope.schemas = options.schemas;
  if (read.scope.schemas.empty() && bound) read.scope.schemas = {target.search_path};
  desired::exclude_bound_schema(read.scope, target.search_path);
  read.revisions_schema = options.revisions_schema;
  if (read.revisions_schema.empty()) read.revisions_schema = bound ? target.search_path : apply::k_revisions_name;
  return read;
}

void describe_target(DriftReport& report, const DriftOptions& options, const inspect::ReadOptions& read,
                     const inspect::Snapshot& live) {
  report.target = {.name = options.name,
                   .database = live.facts.database,
                   .server = live.facts.server_version_text,
                   .role = live.facts.role,
                   .url = options.url.redacted()};
  for (const auto& section : live.catalog.sections()) report.coverage.kinds[section->kind().name] = section->size();
  report.coverage.not_covered = live.not_covered;
  for (const auto& [what, count] : live.not_covered) {
    report.findings.push_back(not_known(what, count, live.facts.server_version_text));
  }
  report.coverage.schemas = read.scope.schemas;
}

void add(std::vector<Finding>& findings, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

void add_coverage(DriftReport& report, const inspect::Snapshot& snapshot) {
  for (const inspect::NotSeen& what : snapshot.not_seen) {
    if (!what.in_part) report.findings.push_back(not_seen(what));
    report.coverage.not_seen.push_back(what.what + ": " + what.reason);
  }
  std::sort(report.coverage.not_seen.begin(), report.coverage.not_seen.end());
}

// How the rows stand to the directory.
void judge_migrations(DriftReport& report, const LiveSide& live, const std::string& schema, const History& history) {
  report.migrations.looked_at = true;
  report.migrations.applied = history.revisions.size();
  if (!history.revisions.empty()) report.migrations.current = history.revisions.back().version;
  if (!live.snapshot.facts.revisions_table) report.findings.push_back(no_revisions_table(schema));
  for (const migration::File* file : pending_files(history)) report.migrations.pending.push_back(file->name);
  add(report.findings, history_findings(history));
}

// Compares and says so, if there is something to compare with.
void judge_catalog(DriftReport& report, const inspect::Snapshot& live, desired::Request request,
                   const Runtime& runtime) {
  request.major = live.facts.server_version / 10000;
  request.database = live.facts.database;
  request.run_as = live.facts.migration_role;
  if (devdb::find_installations(request.major).empty()) {
    report.findings.push_back(no_server_of_version(request.major));
    return;
  }
  const inspect::Snapshot wanted = desired::load(request, runtime.stop);
  add_coverage(report, wanted);
  // From here on both sides are known, read by the same kinds, printed by the same major version.
  const diff::Differences differences = diff::compare(wanted.catalog, live.catalog);
  add(report.findings, diff::findings(differences, {.migration_role = live.facts.migration_role, .database = live.facts.database}));
  for (const catalog::Kind* kind : differences.not_compared) report.findings.push_back(not_compared(*kind));
  report.verdict =
      report.any_at_least(finding::Severity::low) ? finding::Verdict::out_of_plumb : finding::Verdict::in_plumb;
}

}  // namespace

DriftReport drift(const DriftOptions& options, const Runtime& runtime) {
  require_something_to_compare(options);
  DriftReport report;
  report.run.started = runtime.clock.now();
  const auto directory = open_directory(options);
  const pg::Target target = pg::Target::parse(options.url);
  const inspect::ReadOptions read = read_options(options, target);

  const auto connection = pg::connect(target, {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  const LiveSide live = read_live(*connection, read, options.lock_timeout, runtime);
  // From here on the live side is known: catalog and rows of one moment. The server is not asked again.
  describe_target(report, options, read, live.snapshot);
  add_coverage(report, live.snapshot);

  if (live.apply_in_flight) report.findings.push_back(apply_in_flight(*live.apply_in_flight));
  // A table that may not be read is a finding already, and leaves nothing to say of the migrations.
  const bool rows_known = live.revisions || !live.snapshot.facts.revisions_table;
  const auto revisions = live.revisions.value_or(std::vector<apply::Revision>());
  if (directory && rows_known) {
    judge_migrations(report, live, read.revisions_schema, {.directory = *directory, .revisions = revisions});
  }
  if (rows_known || options.against == Against::src) {
    DesiredSource source = desired_source(options, directory.get(), revisions);
    report.against = std::move(source.described);
    judge_catalog(report, live.snapshot,
                  {.scripts = std::move(source.scripts), .search_path = target.search_path, .read = read}, runtime);
  }

  finding::sort_findings(report.findings);
  report.run.round_trips = connection->traffic().round_trips;
  report.run.duration = runtime.clock.now() - report.run.started;
  return report;
}

}  // namespace plumb::workflow
