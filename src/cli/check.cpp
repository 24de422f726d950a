// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/check.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/url.hpp>

#include "command.hpp"
#include "findings_flags.hpp"
#include "migrate_flags.hpp"
#include "settings_flag.hpp"

namespace plumb::cli {
namespace {

using Outcome = finding::Step::Outcome;

// The user of a URL, as far as it says one: the migrations are run by who connects.
std::string user_of(const Secret& url) {
  if (url.empty()) return "";
  try {
    const Url parsed = Url::parse(url.reveal());
    return parsed.user ? parsed.user->name : parsed.query_value("user");
  } catch (const Error&) {
    return "";  // nothing is connected to; whoever does will say what is wrong with it
  }
}

class Check final : public Command {
 public:
  void add(CLI::App& app) override {
    m_directory.add_format(app);
    m_dev_option = app.add_option("--dev-url", m_dev, "which server: docker://postgres/18/dev?search_path=public");
    app.add_option("--only", m_only,
                   "tell only of kind:NAME, schema:NAME, class:NAME or object:PATTERN; may be repeated")
        ->take_all();
    app.add_option("--state", m_state, "the state file")->default_str("$XDG_STATE_HOME/plumb/state.db");
    app.add_flag("--no-cache", m_no_cache, "replay the migrations also where they are as an earlier run saw them");
    m_settings.add(app);
    app.add_flag("--no-active", m_no_active, "leave out the rules that ask the server more than its catalog");
    m_findings.add(app);
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    workflow::CheckOptions options;
    options.only = m_only;
    options.state = m_state;
    options.use_cache = m_no_cache ? workflow::UseCache::no : workflow::UseCache::yes;
    std::optional<finding::Severity> fail_on = finding::Severity::high;
    load_contract(frame, options, fail_on);
    m_findings.prepare(fail_on);
    load_project(frame, options);

    const std::vector<finding::DriftReport> reports = {workflow::check(options, frame.runtime())};
    for (const std::string& warning : reports.front().warnings) frame.err("warning: " + warning + "\n");
    const contract::Rules* rules = options.contract ? &options.contract->rules : nullptr;
    const FindingsFlags::Reported reported{.reports = reports, .command = "check", .rules = rules};
    m_findings.write_files(frame, reported);
    m_findings.print(frame, reported);
    return m_findings.exit_code(reports.front());
  }

 private:
  // Who reads a file tells of its mistakes in the report, beside what else there is to say.
  void load_contract(Frame& frame, workflow::CheckOptions& options, std::optional<finding::Severity>& fail_on) const {
    try {
      const settings::Settings settings = m_settings.load(frame);
      fail_on = settings.fail_on;
      options.contract = workflow::load_contract(settings);
      if (m_no_active) options.contract->active = contract::Active::left_out;
    } catch (const Error& error) {
      options.contract_failure = error;
    }
  }

  void load_project(Frame& frame, workflow::CheckOptions& options) const {
    const auto begin = std::chrono::steady_clock::now();
    options.project = {.name = "project", .what = "project file loads", .facts = {}, .reason = {}};
    try {
      const project::Environment& environment = frame.environment();
      take(environment, frame, options);
      const bool is_read = !frame.flags.env.empty() || frame.flags.config_option->count() > 0;
      options.project.facts = is_read ? path_of(frame.flags.config) : "none is asked for";
      if (!environment.name.empty()) options.project.facts += ", env " + environment.name;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::failed) throw;
      options.project_failure = error;
      options.project.outcome = Outcome::failed;
      options.project.reason = error.message();
    }
    options.project.time = std::chrono::steady_clock::now() - begin;
  }

  void take(const project::Environment& environment, Frame& frame, workflow::CheckOptions& options) const {
    options.name = environment.name;
    // Atlas's default directory is not meant by an environment that only has a schema.
    const bool says_directory = m_directory.dir_option->count() > 0 || !environment.migration.dir.empty();
    if (says_directory || environment.src.empty()) options.dir_url = m_directory.url(environment);
    options.memory = frame.project().memory;
    options.src = environment.src;
    options.dev = flag_or(m_dev_option, Secret(m_dev), environment.dev);
    options.run_as = user_of(environment.url);
    options.schemas = environment.schemas;
    options.exclude = environment.exclude;
    options.include = environment.include;
  }

  static std::string path_of(std::string config) {
    constexpr std::string_view k_scheme = "file://";
    if (config.starts_with(k_scheme)) config.erase(0, k_scheme.size());
    return config;
  }

  DirectoryFlags m_directory;
  std::string m_dev;
  CLI::Option* m_dev_option = nullptr;
  std::vector<std::string> m_only;
  std::string m_state;
  bool m_no_cache = false;
  SettingsFlag m_settings;
  bool m_no_active = false;
  FindingsFlags m_findings;
};

}  // namespace

std::unique_ptr<Command> make_check() {
  return std::make_unique<Check>();
}

}  // namespace plumb::cli
