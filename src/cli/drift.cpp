// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/drift.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/report/drift_fix.hpp>
#include <plumb/report/drift_text.hpp>

#include "command.hpp"
#include "drift_flags.hpp"
#include "findings_flags.hpp"
#include "settings_flag.hpp"

namespace plumb::cli {
namespace {

class Drift final : public Command {
 public:
  void add(CLI::App& app) override {
    m_drift.add(app);
    app.add_option("--only", m_only,
                   "tell only of kind:NAME, schema:NAME, class:NAME or object:PATTERN; may be repeated")
        ->take_all();
    m_settings.add(app);
    app.add_flag("--no-active", m_no_active, "leave out the rules that ask the server more than its catalog");
    m_findings.add(app);
    app.add_flag("--fix", m_fix, "print the SQL that would bring it back, and nothing else; it is not run");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const settings::Settings settings = m_settings.load(frame);
    m_findings.prepare(settings.fail_on);
    m_contract = workflow::load_contract(settings);
    if (m_no_active) m_contract->active = contract::Active::left_out;
    std::vector<project::Environment> targets = frame.project().selected;
    if (targets.empty()) targets.push_back(frame.environment());
    std::vector<finding::DriftReport> reports;
    std::vector<int> codes;
    for (const project::Environment& target : targets) codes.push_back(run_one(frame, target, reports));

    const FindingsFlags::Reported reported{.reports = reports, .command = "drift", .rules = &m_contract->rules};
    m_findings.write_files(frame, reported);
    if (m_fix) {
      for (const finding::DriftReport& report : reports) print_fix(frame, report);
    } else {
      m_findings.print(frame, reported);
    }
    return exit_code_of_all(codes);
  }

 private:
  // One target. With several (for_each) one that fails is told and does not keep the others from being judged.
  [[nodiscard]] int run_one(Frame& frame, const project::Environment& target,
                            std::vector<finding::DriftReport>& reports) const {
    const bool alone = frame.project().selected.size() < 2;
    try {
      reports.push_back(workflow::drift(options(frame, target), frame.runtime()));
    } catch (Error& error) {
      if (alone || error.code() != ErrorCode::failed) throw;
      error.prefix(target.name + ": ");
      frame.error(error);
      return k_exit_failed;
    }
    for (const std::string& warning : reports.back().warnings) frame.err("warning: " + warning + "\n");
    return m_findings.exit_code(reports.back());
  }

  // All that failed: as one that failed. Some: that is a code of its own, for the others were judged.
  static int exit_code_of_all(const std::vector<int>& codes) {
    const auto failed = std::ranges::count(codes, int{k_exit_failed});
    if (failed == std::ssize(codes)) return k_exit_failed;
    if (failed > 0) return k_exit_some_failed;
    return std::ranges::max(codes);
  }

  [[nodiscard]] workflow::DriftOptions options(Frame& frame, const project::Environment& environment) const {
    workflow::DriftOptions out = m_drift.options(frame, environment);
    out.only = m_only;
    out.contract = m_contract;
    return out;
  }

  static void print_fix(const Frame& frame, const finding::DriftReport& report) {
    frame.out(report::drift_fix(report));
    // No SQL must not look like nothing to repair.
    if (report.verdict == finding::Verdict::not_judged) frame.err(report::drift_text(report, {}));
  }

  DriftFlags m_drift;
  std::vector<std::string> m_only;
  SettingsFlag m_settings;
  bool m_no_active = false;
  std::optional<workflow::Contract> m_contract;
  FindingsFlags m_findings;
  bool m_fix = false;
};

}  // namespace

std::unique_ptr<Command> make_drift() {
  return std::make_unique<Drift>();
}

}  // namespace plumb::cli
