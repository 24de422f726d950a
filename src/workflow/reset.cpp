// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/reset.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>
#include <plumb/desired/script.hpp>
#include <plumb/devdb/background.hpp>
#include <plumb/devdb/template_store.hpp>

#include "migrate_session.hpp"
#include "reset_build.hpp"
#include "reset_prefixes.hpp"
#include "reset_swap.hpp"
#include "reset_target.hpp"

namespace plumb::workflow {

namespace {

// What decides what the files make, besides themselves.
std::string circumstances(const ResetOptions& options, const ResetTarget& target, const ResetFacts& facts,
                          const std::vector<const migration::File*>& files) {
  const char* libpq_options = std::getenv("PGOPTIONS");
  const Url url = Url::parse(target.url.reveal());
  const bool named = std::ranges::any_of(
      files, [&](const migration::File* file) { return may_name_database(*file, target.database); });
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", named ? target.database : "", facts.settings, facts.role,
                     url.query_value("search_path"), url.query_value("options"),
                     libpq_options == nullptr ? "" : libpq_options, options.target.revisions_schema);
}

std::vector<desired::Script> read_seeds(const std::vector<std::string>& names) {
  std::vector<desired::Script> seeds = desired::source_scripts(names);
  for (desired::Script& seed : seeds) seed.transaction = desired::Script::Transaction::whole_file;
  return seeds;
}

// What the next reset need not wait for.
void clean_up(ResetTarget& target, const std::string& key) {
  if (target.server) {
    const Secret url = target.server->socket_url("postgres");
    if (devdb::start_in_background({"dev", "ahead", url.reveal(), key})) return;
  }
  devdb::TemplateStore store(*target.admin);
  if (!key.empty()) store.count_use(key);
  (void)devdb::drop_left_databases(*target.admin);
  (void)store.evict(devdb::TemplateLimits());
}

}  // namespace

ResetResult reset(const ResetOptions& options, const Runtime& runtime) {
  ResetResult result;
  const auto directory = open_checked(options.target.dir_url, options.target.memory, result.refusal);
  if (result.refusal.any()) return result;
  const std::vector<const migration::File*> files = files_up_to(*directory, options.to);
  const std::vector<desired::Script> seeds = read_seeds(options.seeds);

  ResetTarget target = open_reset_target(options, runtime);
  const TrafficSum traffic(runtime, *target.admin);
  const ResetFacts facts = lock_reset_target(target, options.i_mean, runtime);
  // From here no other reset of this database is at work, and it may be reset.
  const bool use_templates = options.templates == ResetOptions::Templates::use;
  const std::vector<std::string> keys = prefix_keys(files, circumstances(options, target, facts, files));
  devdb::TemplateStore store(*target.admin);
  const auto found = use_templates ? store.longest(keys) : std::nullopt;

  result.copied = files.size();
  const bool ready = found && found->at == files.size() && found->has_spare && seeds.empty();
  if (!ready || swap_in(target, facts, devdb::TemplateStore::spare_name(keys.back()), runtime) == Swapped::gone) {
    BuiltDatabase built = build_database(
        {.target = target, .options = options, .files = files, .keys = keys, .seeds = seeds}, found, runtime);
    // From here the new database is whole, under a name of its own.
    if (swap_in(target, facts, built.database->name(), runtime) == Swapped::gone) {
      throw Error("the new database was dropped by somebody else");
    }
    built.database->give_away();
    result.copied = built.copied;
  }
  // From here it is in place, and the old one has a name that says that it may be dropped.
  clean_up(target, use_templates ? keys.back() : "");
  result.database = target.database;
  result.server = target.where;
  result.started = target.started;
  result.version = files.empty() ? "" : files.back()->version;
  result.run = files.size() - result.copied;
  result.seeds = seeds.size();
  return result;
}

// One is at work, and one waits for it, who will do what all that come meanwhile would do: what is newest is told by
// the templates, so each notes that its own was used before it looks whether it is needed.
void keep_ahead(const Secret& admin_url, const std::string& key, const Runtime& runtime) {
  // Who made the reset connects now; that comes first.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto admin = pg::connect(pg::Target::parse(admin_url), {.application_name = "plumb dev ahead"}, runtime.stop);
  devdb::TemplateStore store(*admin);
  if (!key.empty()) store.count_use(key);
  const auto lock = [&](const char* function, const char* name) {
    const std::string sql =
        fmt::format("SELECT pg_catalog.{}(pg_catalog.hashtextextended('plumb ahead, {}', 7))", function, name);
    return pg::run_or_throw(*admin, sql)->cell(0, 0) != "f";
  };
  if (!lock("pg_try_advisory_lock", "waiting")) return;
  (void)lock("pg_advisory_lock", "at work");
  (void)lock("pg_advisory_unlock", "waiting");
  // From here who comes waits for us.
  if (const auto newest = store.newest()) {
    store.make_spare(*newest);
    (void)store.drop_spares(*newest);
  }
  (void)devdb::drop_left_databases(*admin);
  (void)store.evict(devdb::TemplateLimits());
}

}  // namespace plumb::workflow
