// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/validate_sources.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/desired/desired.hpp>

#include "pass_times.hpp"
#include "private_server.hpp"
#include "source_hint.hpp"
#include "unlisted_sources.hpp"

namespace plumb::workflow {
namespace {

using desired::Script;
using finding::SourcesReport;

void describe_files(SourcesReport& report, const std::vector<Script>& scripts, const ValidateSourcesOptions& options) {
  report.files = scripts.size();
  std::set<std::string> seen;
  for (const Script& script : scripts) {
    if (!seen.insert(script.name).second) report.repeated.push_back(script.name);
    if (script.statements.empty()) report.empty.push_back(script.name);
  }
  report.unlisted = unlisted_sources(names_of(scripts), options.root, options.migration_dir);
}

void count_loaded(SourcesReport& report, const std::vector<Script>& scripts) {
  const auto failed = report.failure && report.failure->span()
                          ? std::ranges::find(scripts, report.failure->span()->file, &Script::name)
                          : scripts.end();
  report.loaded = static_cast<std::size_t>(failed - scripts.begin());
  for (auto script = scripts.begin(); script != failed; ++script) report.statements += script->statements.size();
}

// A statement that failed is a value; that there is no server, or no more time, is not.
void load(SourcesReport& report, const std::vector<Script>& scripts, const ValidateSourcesOptions& options,
          const Runtime& runtime) {
  const PrivateServer server = private_server(options.dev);
  try {
    const inspect::Snapshot loaded = desired::load({.scripts = scripts,
                                                    .major = server.major,
                                                    .database = {},
                                                    .run_as = {},
                                                    .search_path = server.search_path,
                                                    .read = {}},
                                                   runtime.stop);
    report.server = loaded.facts.server_version_text;
    for (const auto& section : loaded.catalog.sections()) {
      if (section->kind().compared && section->size() > 0) report.kinds[section->kind().name] = section->size();
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::failed || !error.span()) throw;
    const std::string hint = source_hint(error, scripts, readable_scripts(report.unlisted, options.root));
    report.failure = hint.empty() ? error : Error(error).with_hint(hint);
  }
  count_loaded(report, scripts);
}

}  // namespace

SourcesReport validate_sources(const ValidateSourcesOptions& options, const Runtime& runtime) {
  if (options.src.empty()) {
    throw Error("no sources to validate: the environment has no src", ErrorCode::usage).with_hint("say --env or --url");
  }
  PassTimes passes(runtime);
  SourcesReport report;
  std::vector<Script> scripts;
  try {
    scripts = desired::source_scripts(options.src, options.root);
  } catch (const Error& error) {
    report.failure = error;
    return report;
  }
  describe_files(report, scripts, options);
  passes.done("files");
  load(report, scripts, options, runtime);
  passes.done("load");
  return report;
}

}  // namespace plumb::workflow
