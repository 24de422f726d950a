// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/drift.hpp>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/diff/findings.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>

#include "contract_section.hpp"
#include "coverage_finding.hpp"
#include "drift_changed.hpp"
#include "drift_declared.hpp"
#include "drift_desired.hpp"
#include "drift_history.hpp"
#include "drift_live.hpp"
#include "drift_scope.hpp"
#include "drift_state.hpp"
#include "migrate_session.hpp"
#include "migration_finding.hpp"
#include "pass_times.hpp"
#include "second_session.hpp"

namespace plumb::workflow {
namespace {

using finding::DriftReport;
using finding::Finding;

void require_database(const DriftOptions& options) {
  if (!options.url.empty()) return;
  throw Error("no database to look at", ErrorCode::usage)
      .with_hint(options.name.empty() ? "say --url or --env"
                                      : fmt::format("the url of environment {} is empty: is the variable set that it "
                                                    "comes from (DATABASE_URL, say)? else say --url",
                                                    options.name));
}

// Who asks for the contract alone is not asked for something to compare with.
bool compares(const DriftScope& scope) {
  return scope.tells(finding::Class::drift);
}

void require_something_to_compare(const DriftOptions& options) {
  if (options.against == Against::snapshot || options.against == Against::database) return;
  const bool against_src = options.against == Against::src;
  if (against_src ? !options.src.empty() : !options.dir_url.empty()) return;
  throw Error(against_src ? "nothing to compare with: the environment has no src"
                          : "nothing to compare with: the environment has no migration directory",
              ErrorCode::usage)
      .with_hint(against_src ? "give it one, or say --against migrations" : "say --dir, or --against src");
}

std::unique_ptr<migration::Directory> open_directory(const DriftOptions& options, const DriftScope& scope) {
  const bool is_needed = compares(scope) || scope.tells(finding::Class::migrations);
  if (options.dir_url.empty() || !is_needed) return nullptr;
  auto directory = std::make_unique<migration::Directory>(migration::Directory::open(options.dir_url, options.memory));
  require_distinct_versions(*directory);
  return directory;
}

void describe_target(DriftReport& report, const DriftOptions& options, const inspect::ReadOptions& read,
                     const inspect::Snapshot& live) {
  report.target = {.name = options.name,
                   .database = live.facts.database,
                   .server = live.facts.server_version_text,
                   .role = live.facts.role,
                   .url = options.url.redacted()};
  for (const auto& section : live.catalog.sections()) {
    if (section->kind().compared) report.coverage.kinds[section->kind().name] = section->size();
  }
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

// What the scripts of a private server are run with, so that both servers print the same.
desired::Request desired_request(const inspect::Snapshot& live, const pg::Target& target,
                                 const inspect::ReadOptions& read) {
  return {.scripts = {},
          .major = live.facts.server_version / 10000,
          .database = live.facts.database,
          .run_as = live.facts.migration_role,
          .search_path = target.search_path,
          .read = read};
}

// Nothing to compare with is a finding; so is a side that another major version printed.
bool comparable(DriftReport& report, const DesiredSide& desired, const inspect::Snapshot& live) {
  if (desired.obstacle) report.findings.push_back(*desired.obstacle);
  if (!desired.snapshot) return false;
  add_coverage(report, *desired.snapshot);
  const int major = desired.snapshot->facts.server_version / 10000;
  const int live_major = live.facts.server_version / 10000;
  if (major == live_major) return true;
  report.findings.push_back(other_major_version(desired.described.name, major, live_major));
  return false;
}

// The findings of the difference, in its order.
std::vector<Finding> judge_catalog(DriftReport& report, const diff::Differences& differences,
                                   const inspect::Snapshot& live) {
  const diff::FindingOptions options = {.migration_role = live.facts.migration_role,
                                        .database = live.facts.database,
                                        .server_version = live.facts.server_version,
                                        .live = &live.catalog};
  std::vector<Finding> found = diff::findings(differences, options);
  report.fix_steps = diff::fix_steps(differences, options);
  for (const catalog::Kind* kind : differences.not_compared) report.findings.push_back(not_compared(*kind));
  return found;
}

// What was looked for besides the rules.
std::set<std::string> codes_of(bool compared) {
  if (!compared) return {};
  return {"DRF001", "DRF002", "DRF003"};
}

void choose(DriftReport& report, const DriftScope& scope) {
  std::erase_if(report.findings, [&](const Finding& finding) { return !scope.tells(finding); });
}

void conclude(DriftReport& report) {
  report.verdict =
      report.any_at_least(finding::Severity::low) ? finding::Verdict::out_of_plumb : finding::Verdict::in_plumb;
}

}  // namespace

DriftReport drift(const DriftOptions& options, const Runtime& runtime) {
  require_database(options);
  PassTimes passes(runtime);
  DriftReport report;
  report.run.started = runtime.clock.now();
  const pg::Target target = pg::Target::parse(options.url);
  DriftScope scope = drift_scope(options, target);
  if (compares(scope)) require_something_to_compare(options);
  const auto directory = open_directory(options, scope);
  std::optional<state::Store> store = open_state(options, runtime);
  DesiredSide desired;
  if (options.against == Against::snapshot && compares(scope)) desired = desired_from_file(options, scope);

  passes.done("files");

  const auto connection = pg::connect(target, {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  passes.done("connect");
  std::optional<TimePoint> unchanged_since;
  inspect::ReadOptions read = with_kept(scope.read, store, options, runtime, unchanged_since);
  read.second = second_session(target, options.connections, runtime);
  const LiveSide live = read_live(*connection, std::move(read), options.lock_timeout, runtime);
  if (live.snapshot.kept) report.run.unchanged_since = unchanged_since;
  passes.done("read");
  // From here on the live side is known: catalog and rows of one moment.
  describe_target(report, options, scope.read, live.snapshot);
  add_coverage(report, live.snapshot);

  if (live.apply_in_flight) report.findings.push_back(apply_in_flight(*live.apply_in_flight));
  // A table that may not be read is a finding already, and leaves nothing to say of the migrations.
  const bool rows_known = live.revisions || !live.snapshot.facts.revisions_table;
  const auto revisions = live.revisions.value_or(std::vector<apply::Revision>());
  if (directory && rows_known) {
    judge_migrations(report, live, scope.read.revisions_schema, {.directory = *directory, .revisions = revisions});
  }

  if (compares(scope) && options.against == Against::database) {
    desired = desired_from_database(options, scope.read, runtime);
  }
  const bool from_scripts = options.against == Against::src || (options.against == Against::migrations && rows_known);
  if (compares(scope) && from_scripts) {
    desired =
        desired_from_scripts(desired_source(options, directory.get(), revisions),
                             desired_request(live.snapshot, target, scope.read), options.use_cache, store, runtime);
  }
  report.against = desired.described;
  passes.done("migrations and desired state");
  const std::string name = target_name(options, scope.read, live.snapshot.facts);
  std::vector<state::Seen> seen;
  const bool judged = comparable(report, desired, live.snapshot);
  if (judged) {
    // From here on both sides are known, read by the same kinds, printed by the same major version.
    const diff::Differences differences =
        diff::compare(desired.snapshot->catalog, live.snapshot.catalog, scope.selection);
    std::vector<Finding> found = judge_catalog(report, differences, live.snapshot);
    seen = note_changes(found, {.differences = differences,
                                .rows = changed_rows(*connection, differences),
                                .revisions = revisions,
                                .last = found.empty() ? std::nullopt : last_audit(store, name, live.snapshot),
                                .live = live.snapshot.catalog,
                                .now = report.run.started});
    add(report.findings, std::move(found));
  }
  passes.done("compare");
  if (options.contract && scope.tells(finding::Class::contract)) {
    add_contract(report, live.snapshot, *options.contract, connection.get(), runtime.clock, codes_of(judged));
  }
  place_findings(report.findings, desired.scripts, target.search_path,
                 options.contract ? &options.contract->rules : nullptr);
  passes.done("rules");
  choose(report, scope);
  if (judged || !compares(scope)) conclude(report);
  if (judged) remember(store, name, live.snapshot, report, std::move(seen));
  if (store) report.warnings = store->troubles();
  passes.done("remember");
  finding::sort_findings(report.findings);
  report.run.round_trips = connection->traffic().round_trips;
  report.run.duration = runtime.clock.now() - report.run.started;
  return report;
}

}  // namespace plumb::workflow
