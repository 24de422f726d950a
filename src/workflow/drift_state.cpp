// SPDX-License-Identifier: Apache-2.0
#include "drift_state.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>
#include <plumb/state/location.hpp>
#include <plumb/state/snapshot_file.hpp>

namespace plumb::workflow {
namespace {

using state::Store;

std::string environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? "" : value;
}

// Host and port as somebody says them: in the URL, its parameters, or libpq's variables.
std::string server_name(const Secret& text) {
  const Url url = Url::parse(text.reveal());
  const auto first = [](const std::string& a, const std::string& b, const char* variable) {
    return !a.empty() ? a : !b.empty() ? b : environment(variable);
  };
  return first(url.hostname(), url.query_value("host"), "PGHOST") + ":" +
         first(url.port(), url.query_value("port"), "PGPORT");
}

std::string scope_name(const DriftOptions& options, const inspect::ReadOptions& read) {
  return fmt::format("{}|{}|{}", fmt::join(read.scope.schemas, ","), read.revisions_schema, options.name);
}

}  // namespace

std::optional<Store> open_state(const DriftOptions& options, const Runtime& runtime) {
  if (!options.state) return std::nullopt;
  const std::optional<std::string> usual = state::usual_path();
  if (options.state->empty() && !usual) {
    if (runtime.say) runtime.say("nothing is remembered: neither XDG_STATE_HOME nor HOME says where");
    return std::nullopt;
  }
  Store store =
      options.state->empty() ? Store(*usual, Store::Place::usual) : Store(*options.state, Store::Place::named);
  if (!store.excuse().empty() && runtime.say) runtime.say("nothing is remembered: " + store.excuse());
  return store;
}

std::string target_name(const DriftOptions& options, const inspect::ReadOptions& read, const inspect::Facts& facts) {
  return state::target_key({.server = server_name(options.url),
                            .database = facts.database,
                            .role = facts.role,
                            .scope = scope_name(options, read)});
}

inspect::ReadOptions with_kept(const inspect::ReadOptions& read, std::optional<Store>& store,
                               const DriftOptions& options, const Runtime& runtime, std::optional<TimePoint>& since) {
  inspect::ReadOptions out = read;
  if (!store || !store->usable()) return out;
  out.digest = inspect::Digest::yes;
  if (options.use_cache == UseCache::no || !store->has_live()) return out;
  out.find_kept = [&](const inspect::Facts& facts, const std::string& digest) -> std::optional<catalog::Catalog> {
    auto kept = store->live_under(target_name(options, read, facts), digest, runtime.clock.now());
    if (!kept) return std::nullopt;
    try {
      catalog::Catalog catalog = state::read_snapshot("the last audit", std::move(kept->snapshot)).snapshot.catalog;
      since = kept->read;
      return catalog;
    } catch (const Error&) {
      return std::nullopt;  // damaged: it is read, and kept anew
    }
  };
  return out;
}

std::optional<LastAudit> last_audit(std::optional<Store>& store, const std::string& target,
                                    const inspect::Snapshot& live) {
  if (!store) return std::nullopt;
  std::optional<state::Audit> audit = store->last_audit(target);
  if (!audit) return std::nullopt;
  LastAudit out{.audit = std::move(*audit), .unchanged = live.kept, .live = std::nullopt};
  if (out.unchanged) return out;
  try {
    if (auto text = store->live(target)) out.live = state::read_snapshot("the last audit", std::move(*text)).snapshot;
  } catch (const Error&) {
    // Of another plumb, or damaged: then it is as if it were not there.
    out.live.reset();
  }
  return out;
}

void remember(std::optional<Store>& store, const std::string& target, const inspect::Snapshot& live,
              const finding::DriftReport& report, std::vector<state::Seen> seen) {
  if (!store) return;
  state::Audit audit{.at = report.run.started,
                     .verdict = std::string(finding::name(report.verdict)),
                     .counts = {},
                     .seen = std::move(seen)};
  using finding::Severity;
  for (const Severity each : {Severity::critical, Severity::high, Severity::medium, Severity::low, Severity::info}) {
    audit.counts[std::string(finding::name(each))] = report.count(each);
  }
  if (!live.kept) {
    store->keep_live(target, state::write_snapshot(live, report.coverage.schemas), live.digest, report.run.started);
  }
  store->record(target, audit);
}

}  // namespace plumb::workflow
