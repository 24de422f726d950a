// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/check.hpp>

#include <algorithm>
#include <future>

#include <fmt/format.h>

#include <plumb/apply/pending.hpp>
#include <plumb/base/counted.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/diff/findings.hpp>

#include "check_finding.hpp"
#include "check_side.hpp"
#include "contract_section.hpp"
#include "coverage_finding.hpp"
#include "drift_declared.hpp"
#include "drift_scope.hpp"
#include "drift_state.hpp"
#include "migrate_session.hpp"
#include "migration_finding.hpp"
#include "private_server.hpp"
#include "source_hint.hpp"
#include "unlisted_sources.hpp"

namespace plumb::workflow {
namespace {

using desired::Script;
using finding::Class;
using finding::DriftReport;
using finding::Finding;
using finding::Severity;
using finding::Step;
using Outcome = finding::Step::Outcome;

std::string script_facts(const CheckSide& side) {
  std::size_t statements = 0;
  for (const Script& script : side.scripts) statements += script.statements.size();
  return fmt::format("{}, {}{}", counted(side.scripts.size(), "file"), counted(statements, "statement"),
                     side.cached ? ", as an earlier run found" : "");
}

std::string place_of(const Error& error) {
  const auto& span = error.span();
  if (!span || span->file.empty()) return error.message();
  return span->line == 0 ? span->file : fmt::format("{}:{}", span->file, span->line);
}

// What drift would look at, and where it keeps things.
DriftOptions as_drift(const CheckOptions& options) {
  DriftOptions out;
  out.name = options.name;
  out.schemas = options.schemas;
  out.exclude = options.exclude;
  out.include = options.include;
  out.only = options.only;
  out.state = options.state;
  return out;
}

class Check {
 public:
  Check(const CheckOptions& options, const Runtime& runtime)
      : m_options(options),
        m_runtime(runtime),
        m_server(private_server(options.dev)),
        m_drift(as_drift(options)),
        m_scope(drift_scope(m_drift, pg::Target())) {
    desired::exclude_bound_schema(m_scope.read.scope, m_server.search_path);
  }

  DriftReport run() {
    m_report.run.started = m_runtime.clock.now();
    m_report.target.name = m_options.name;
    add_project();
    add_sum();
    load();
    add_migrations();
    add_src();
    add_agreement();
    add_contract_step();
    add_waivers();
    conclude();
    m_report.run.duration = m_runtime.clock.now() - m_report.run.started;
    return std::move(m_report);
  }

 private:
  // --- steps

  class Timer {
   public:
    [[nodiscard]] std::chrono::nanoseconds time() const { return std::chrono::steady_clock::now() - m_begin; }

   private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
  };

  void add_step(Step step) {
    if (step.outcome == Outcome::not_run) m_report.findings.push_back(not_run(step.name, step.reason));
    m_report.steps.push_back(std::move(step));
  }
  void add_not_run(std::string name, std::string what, std::string reason) {
    add_step({.name = std::move(name),
              .what = std::move(what),
              .outcome = Outcome::not_run,
              .facts = {},
              .reason = std::move(reason)});
  }
  void add_not_there(std::string name, std::string what, std::string reason) {
    add_step({.name = std::move(name),
              .what = std::move(what),
              .outcome = Outcome::not_there,
              .facts = {},
              .reason = std::move(reason)});
  }

  // --- the parts, in the order of the report

  void add_project() {
    if (m_options.project_failure) m_report.findings.push_back(project_fails(*m_options.project_failure));
    add_step(m_options.project);
  }

  void add_sum() {
    const std::string what = "atlas.sum is right";
    if (m_options.project_failure) return add_not_run("sum", what, k_no_project);
    if (m_options.dir_url.empty()) return add_not_there("sum", what, k_no_directory);
    const Timer timer;
    Step step{.name = "sum", .what = what, .facts = {}, .reason = {}};
    try {
      m_directory.emplace(migration::Directory::open(m_options.dir_url, m_options.memory));
      require_distinct_versions(*m_directory);
      step.facts = counted(m_directory->files().size(), "file");
      if (const auto problem = m_directory->check_sum()) {
        step.outcome = Outcome::failed;
        step.reason = "look at the files, then run plumb migrate hash";
        m_report.findings.push_back(wrong_sum(*problem));
      }
    } catch (const Error& error) {
      step.outcome = Outcome::failed;
      step.reason = error.message();
      m_report.findings.push_back(unusable_directory(error));
      m_directory.reset();
    }
    step.time = timer.time();
    add_step(std::move(step));
  }

  // Both sides at once: they have nothing to do with each other, and each waits for a server of its own.
  void load() {
    if (m_options.project_failure) return;
    const desired::Request request{.scripts = {},
                                   .major = m_server.major,
                                   .database = {},
                                   .run_as = runner(),
                                   .search_path = m_server.search_path,
                                   .read = m_scope.read};
    std::optional<state::Store> store = open_state(m_drift, m_runtime);
    if (m_directory) m_migrations = read_side([this] { return migration_scripts(*m_directory); });
    if (!m_options.src.empty()) m_sources = read_side([this] { return desired::source_scripts(m_options.src); });
    // Only the sources' server is asked by rules: what src says is judged. Without src it is what the migrations make.
    const bool judged_by_migrations = m_options.src.empty();
    std::future<void> migrations;
    if (m_migrations) {
      desired::Request own = request;
      if (judged_by_migrations) own.visit = visit();
      const UseCache use_cache = judged_by_migrations ? UseCache::no : m_options.use_cache;
      migrations = std::async(std::launch::async, [this, own, use_cache, &store] {
        load_side(*m_migrations, own, use_cache, store, m_runtime);
      });
    }
    if (m_sources) {
      desired::Request own = request;
      own.visit = visit();
      std::optional<state::Store> none;
      load_side(*m_sources, own, UseCache::no, none, m_runtime);
    }
    if (migrations.valid()) migrations.get();
    // Judging is a step of its own.
    if (CheckSide* judged = m_sources ? &*m_sources : m_migrations ? &*m_migrations : nullptr)
      judged->time -= m_judging;
    if (store) m_report.warnings = store->troubles();
  }

  // Who runs the files must be no superuser afterwards, which the server's own one cannot help.
  [[nodiscard]] std::string runner() const {
    if (!m_options.run_as.empty() && m_options.run_as != "postgres") return m_options.run_as;
    const std::vector<std::string> owners =
        m_options.contract ? m_options.contract->settings.roles.owners : settings::Settings().roles.owners;
    return owners.empty() ? "plumb_migrations" : owners.front();
  }

  std::function<void(pg::Connection&, const inspect::Snapshot&)> visit() {
    if (!m_options.contract || !m_scope.tells(Class::contract)) return {};
    return [this](pg::Connection& server, const inspect::Snapshot& snapshot) {
      const Timer timer;
      m_judgement = judge(snapshot, *m_options.contract, &server);
      m_judging = timer.time();
    };
  }

  static std::vector<Script> migration_scripts(const migration::Directory& directory) {
    std::vector<Script> out;
    for (const migration::File* file : apply::first_run_files(directory.files())) {
      out.push_back(desired::migration_script(*file, directory.path()));
    }
    return out;
  }

  void add_migrations() {
    const std::string what = "migrations replay";
    if (m_options.project_failure) return add_not_run("migrations", what, k_no_project);
    if (m_options.dir_url.empty()) return add_not_there("migrations", what, k_no_directory);
    if (!m_migrations) return add_not_run("migrations", what, "the directory cannot be read");
    add_side("migrations", what, *m_migrations, [](const Error& error) { return migration_fails(error); });
  }

  void add_src() {
    const std::string what = "src loads";
    if (m_options.project_failure) return add_not_run("src", what, k_no_project);
    if (!m_sources) return add_not_there("src", what, k_no_src);
    add_side("src", what, *m_sources, [this](const Error& error) {
      const std::string directory = m_directory ? m_directory->path() : "";
      const auto unlisted = unlisted_sources(names_of(m_sources->scripts), "", directory);
      return source_fails(error, source_hint(error, m_sources->scripts, readable_scripts(unlisted, "")));
    });
  }

  void add_side(const std::string& name, const std::string& what, const CheckSide& side,
                const std::function<Finding(const Error&)>& finding_of) {
    if (side.obstacle) {
      m_report.findings.push_back(*side.obstacle);
      return add_not_run(name, what, side.obstacle->message);
    }
    // A server that does not start, say: no file is to blame.
    if (side.failure && !side.failure->span() && !side.scripts.empty()) {
      return add_not_run(name, what, side.failure->message());
    }
    Step step{.name = name, .what = what, .facts = script_facts(side), .reason = {}, .time = side.time};
    if (side.failure) {
      step.outcome = Outcome::failed;
      step.facts.clear();
      step.reason = place_of(*side.failure);
      m_report.findings.push_back(finding_of(*side.failure));
    } else {
      m_report.target.server = side.snapshot->facts.server_version_text;
      for (const inspect::NotSeen& each : side.snapshot->not_seen) {
        if (!each.in_part) m_report.findings.push_back(not_seen(each));
      }
    }
    add_step(std::move(step));
  }

  [[nodiscard]] static bool is_loaded(const std::optional<CheckSide>& side) { return side && side->snapshot; }

  void add_agreement() {
    const std::string what = "both give the same catalog";
    if (m_options.project_failure) return add_not_run("agree", what, k_no_project);
    if (m_options.dir_url.empty()) return add_not_there("agree", what, k_no_directory);
    if (!m_sources) return add_not_there("agree", what, k_no_src);
    if (!m_scope.tells(Class::drift)) return add_not_there("agree", what, "--only leaves it out");
    if (!is_loaded(m_sources)) return add_not_run("agree", what, "src does not load");
    if (!is_loaded(m_migrations)) return add_not_run("agree", what, "the migrations do not replay");
    const Timer timer;
    const diff::Differences differences =
        diff::compare(m_sources->snapshot->catalog, m_migrations->snapshot->catalog, m_scope.selection);
    std::vector<Finding> found = diff::findings(
        differences,
        {.migration_role = m_sources->snapshot->facts.migration_role, .database = m_sources->snapshot->facts.database});
    std::size_t objects = 0;
    for (const auto& section : m_sources->snapshot->catalog.sections()) {
      if (!section->kind().compared) continue;
      objects += section->size();
      m_report.coverage.kinds[section->kind().name] = section->size();
    }
    Step step{.name = "agree", .what = what, .facts = counted(objects, "object"), .reason = {}};
    if (!found.empty()) {
      step.outcome = Outcome::failed;
      step.facts = counted(found.size(), "difference");
      step.reason = fmt::format("write what differs as a migration: plumb migrate new{}",
                                m_options.name.empty() ? "" : " --env " + m_options.name);
    }
    std::move(found.begin(), found.end(), std::back_inserter(m_report.findings));
    for (const catalog::Kind* kind : differences.not_compared) m_report.findings.push_back(not_compared(*kind));
    step.time = timer.time();
    add_step(std::move(step));
  }

  void add_contract_step() {
    const std::string what = "contract is kept";
    if (m_options.contract_failure) {
      m_report.findings.push_back(settings_fail(*m_options.contract_failure));
      return add_not_run("contract", what, place_of(*m_options.contract_failure));
    }
    if (m_options.project_failure) return add_not_run("contract", what, k_no_project);
    if (!m_scope.tells(Class::contract)) return add_not_there("contract", what, "--only leaves it out");
    if (!m_judgement && is_loaded(m_migrations)) judge_migrations();
    if (!m_judgement) return add_not_run("contract", what, "there is no catalog to judge");
    const Timer timer;
    // Of drift waivers nothing is looked for here: they are about a live database.
    add_judgement(m_report, std::move(*m_judgement), *m_options.contract, m_runtime.clock, {});
    // A difference between the two sides is no cause of a breach: what src says is judged, and says it itself.
    for (Finding& finding : m_report.findings) finding.related.clear();
    Step step{.name = "contract", .what = what, .facts = counted(m_report.coverage.rules.run, "rule"), .reason = {}};
    const auto breaches = std::ranges::count_if(m_report.findings, [](const Finding& finding) {
      return finding.cls == Class::contract && !finding.waiver && finding.severity < Severity::info &&
             !finding.code.starts_with("WVR");
    });
    if (breaches > 0) {
      step.outcome = Outcome::failed;
      step.reason = fmt::format("{} breach{}", breaches, breaches == 1 ? "" : "es");
    }
    if (m_judged_migrations) step.facts += ", on what the migrations make";
    step.time = m_judging + timer.time();
    add_step(std::move(step));
  }

  // Where src does not load. The server is gone: what only it could answer is left out.
  void judge_migrations() {
    const Timer timer;
    Contract contract = *m_options.contract;
    contract.active = contract::Active::left_out;
    m_judgement = judge(*m_migrations->snapshot, contract, nullptr);
    m_judged_migrations = true;
    m_judging = timer.time();
  }

  void add_waivers() {
    const std::string what = "waivers";
    if (!m_options.contract) return;
    const std::vector<settings::Waiver>& waivers = m_options.contract->settings.waivers;
    Step step{.name = "waivers", .what = what, .facts = "nothing", .reason = {}};
    if (!waivers.empty()) {
      const auto next = std::ranges::min_element(waivers, {}, &settings::Waiver::until);
      step.facts = waivers.size() == 1 ? "" : counted(waivers.size(), "waiver") + ", the first to end: ";
      step.facts += fmt::format("{} on {} until {}", next->rule, next->object, settings::format_date(next->until));
    }
    const auto lapsed = std::ranges::count_if(m_report.findings,
                                              [](const Finding& finding) { return finding.code.starts_with("WVR"); });
    if (lapsed > 0) {
      step.outcome = Outcome::failed;
      step.reason = fmt::format("{} not hold", lapsed == 1 ? "1 does" : fmt::format("{} do", lapsed));
    }
    add_step(std::move(step));
  }

  void conclude() {
    // Differences are chosen before they are findings; what is wrong with the files is told in any case.
    std::erase_if(m_report.findings,
                  [this](const Finding& finding) { return finding.cls == Class::contract && !m_scope.tells(finding); });
    // What no source speaks of is where the migrations have it.
    const contract::Rules* rules = m_options.contract ? &m_options.contract->rules : nullptr;
    for (const std::optional<CheckSide>* side : {&m_sources, &m_migrations}) {
      if (*side) place_findings(m_report.findings, (*side)->scripts, m_server.search_path, rules);
    }
    const bool found = std::ranges::any_of(m_report.findings, [](const Finding& finding) {
      return !finding.waiver && finding.cls != Class::coverage && finding.severity < Severity::info;
    });
    using finding::Verdict;
    m_report.verdict = found                                  ? Verdict::out_of_plumb
                       : m_report.any_not_run()               ? Verdict::not_judged
                       : m_report.any_at_least(Severity::low) ? Verdict::out_of_plumb
                                                              : Verdict::in_plumb;
    if (m_options.project_failure) m_report.verdict = Verdict::not_judged;
    finding::sort_findings(m_report.findings);
  }

  static constexpr const char* k_no_project = "the project file does not load";
  static constexpr const char* k_no_directory = "the environment has no migration directory";
  static constexpr const char* k_no_src = "the environment has no src";

  const CheckOptions& m_options;
  const Runtime& m_runtime;
  PrivateServer m_server;
  DriftOptions m_drift;
  DriftScope m_scope;
  DriftReport m_report;
  std::optional<migration::Directory> m_directory;
  std::optional<CheckSide> m_migrations;
  std::optional<CheckSide> m_sources;
  std::optional<contract::Judgement> m_judgement;
  bool m_judged_migrations = false;
  std::chrono::nanoseconds m_judging{0};
};

}  // namespace

DriftReport check(const CheckOptions& options, const Runtime& runtime) {
  if (!options.project_failure && options.src.empty() && options.dir_url.empty()) {
    throw Error("nothing to check: the environment has neither src nor a migration directory", ErrorCode::usage)
        .with_hint("say --env");
  }
  return Check(options, runtime).run();
}

}  // namespace plumb::workflow
