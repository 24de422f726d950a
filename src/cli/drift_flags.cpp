// SPDX-License-Identifier: Apache-2.0
#include "drift_flags.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>

#include <plumb/base/go_text.hpp>

#include "refuse_value.hpp"

namespace plumb::cli {
namespace {

std::chrono::nanoseconds parse_timeout(const std::string& text) {
  try {
    return parse_go_duration(text);
  } catch (const Error& error) {
    throw Error(fmt::format("invalid argument {} for \"--lock-timeout\" flag: {}", go_quote(text), error.message()),
                ErrorCode::usage);
  }
}

}  // namespace

void DriftFlags::add(CLI::App& app) {
  database.add_schema(app);
  directory.add_format(app);
  app.add_option("--against", against,
                 "what it should be: migrations (those applied, replayed), src, a file of plumb snapshot, or the URL "
                 "of another database")
      ->default_str("migrations, or src without a directory");
  connections.add(app);
  app.add_option("--state", state, "the state file")->default_str("$XDG_STATE_HOME/plumb/state.db");
  app.add_flag("--no-cache", no_cache, "build the desired state anew");
  timeout_option =
      app.add_option("--lock-timeout", timeout, "how long to wait for an apply that is at work")->default_str(timeout);
}

workflow::DriftOptions DriftFlags::options(Frame& frame, const project::Environment& environment) const {
  workflow::MigrateTarget target = migrate_target(directory, database, environment, frame);
  workflow::DriftOptions out;
  out.name = environment.name;
  out.url = or_database_url(std::move(target.url));
  // Atlas's default directory is not meant by an environment that only has a schema, nor where a file or another
  // database is what is compared with.
  const bool says_directory = directory.dir_option->count() > 0 || !environment.migration.dir.empty();
  const bool against_other = !against.empty() && against != "migrations" && against != "src";
  const bool has_directory = says_directory || (environment.src.empty() && !against_other);
  if (has_directory) out.dir_url = std::move(target.dir_url);
  out.memory = std::move(target.memory);
  out.revisions_schema = std::move(target.revisions_schema);
  out.src = environment.src;
  out.schemas = environment.schemas;
  out.exclude = environment.exclude;
  out.include = environment.include;
  out.state = state;
  out.connections = connections.value();
  out.use_cache = no_cache ? workflow::UseCache::no : workflow::UseCache::yes;
  set_against(out, has_directory);
  out.lock_timeout = parse_timeout(flag_or(timeout_option, timeout, environment.migration.lock_timeout));
  return out;
}

void DriftFlags::set_against(workflow::DriftOptions& out, bool has_directory) const {
  using workflow::Against;
  if (against.empty()) {
    out.against = has_directory ? Against::migrations : Against::src;
  } else if (against == "migrations") {
    out.against = Against::migrations;
  } else if (against == "src") {
    out.against = Against::src;
  } else if (against.find("://") != std::string::npos && !against.starts_with("file://")) {
    out.against = Against::database;
    out.other = Secret(against);
  } else {
    out.against = Against::snapshot;
    out.snapshot = against.starts_with("file://") ? against.substr(7) : against;
    if (std::filesystem::exists(out.snapshot)) return;
    refuse_value("against", against, "migrations, src, a file, a URL");
  }
}

}  // namespace plumb::cli
