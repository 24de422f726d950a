// SPDX-License-Identifier: Apache-2.0
#include "drift_desired.hpp"

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/sha256.hpp>
#include <plumb/desired/recipe.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/state/snapshot_file.hpp>

#include "coverage_finding.hpp"
#include "drift_history.hpp"
#include "migrate_session.hpp"

namespace plumb::workflow {
namespace {

using std::chrono::hours;

// A script may do something else tomorrow (a partition for the month, say), which no key can stand for.
constexpr hours k_kept_for{24};

std::string sha256(std::string_view text) {
  Sha256 hash;
  hash.update(text);
  return hash.hex();
}

// Nothing: not kept, or kept and damaged.
std::optional<inspect::Snapshot> find_kept(state::Store& store, const std::string& key, const Runtime& runtime) {
  const TimePoint now = runtime.clock.now();
  auto text = store.desired(key, now, now - k_kept_for);
  if (!text) return std::nullopt;
  try {
    return state::read_snapshot("a desired state that was kept", std::move(*text)).snapshot;
  } catch (const Error&) {
    store.forget_desired(key);
    return std::nullopt;
  }
}

}  // namespace

DesiredSource desired_source(const DriftOptions& options, const migration::Directory* directory,
                             const std::vector<apply::Revision>& revisions) {
  DesiredSource out;
  if (options.against == Against::src) {
    out.scripts = desired::source_scripts(options.src);
    out.described.kind = "src";
  } else {
    const std::string& folder = directory->path().empty() ? options.dir_url : directory->path();
    for (const ReplayedFile& replayed : replayed_files(directory->files(), revisions)) {
      out.scripts.push_back(desired::migration_script(*replayed.file, folder, replayed.statements));
    }
    out.described.kind = "migrations";
    if (!revisions.empty()) out.described.version = revisions.back().version;
  }
  out.described.digest = desired::digest(out.scripts);
  return out;
}

DesiredSide desired_from_file(const DriftOptions& options, DriftScope& scope) {
  std::string text = read_file(options.snapshot);
  DesiredSide out;
  out.described = {
      .kind = "snapshot", .version = {}, .digest = sha256(text), .cached = false, .name = options.snapshot};
  state::SnapshotFile file =
      state::read_snapshot(options.snapshot, std::move(text), {.scope = scope.read.scope, .kinds = scope.read.kinds});
  limit_to_snapshot(scope, options.snapshot, file.schemas);
  out.snapshot = std::move(file.snapshot);
  return out;
}

DesiredSide desired_from_database(const DriftOptions& options, const inspect::ReadOptions& read,
                                  const Runtime& runtime) {
  const auto connection = pg::connect(pg::Target::parse(options.other), {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  DesiredSide out;
  out.snapshot = inspect::read(*connection, read);
  out.described = {.kind = "database", .version = {}, .digest = {}, .cached = false, .name = options.other.redacted()};
  return out;
}

DesiredSide desired_from_scripts(DesiredSource source, desired::Request request, UseCache use_cache,
                                 std::optional<state::Store>& store, const Runtime& runtime) {
  DesiredSide out{.snapshot = {}, .obstacle = {}, .described = std::move(source.described), .scripts = {}};
  const std::vector<devdb::Installation> installations = devdb::find_installations(request.major);
  if (installations.empty()) {
    out.obstacle = no_server_of_version(request.major);
    return out;
  }
  request.scripts = std::move(source.scripts);
  const std::string key = store ? desired::recipe(request, installations.front()) : "";
  if (store && use_cache == UseCache::yes) out.snapshot = find_kept(*store, key, runtime);
  out.described.cached = out.snapshot.has_value();
  if (!out.snapshot) {
    out.snapshot = desired::load(request, runtime.stop);
    if (store) store->keep_desired(key, state::write_snapshot(*out.snapshot, {}), runtime.clock.now());
  }
  out.scripts = std::move(request.scripts);
  return out;
}

}  // namespace plumb::workflow
