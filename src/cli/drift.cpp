// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/drift.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/report/drift_fix.hpp>
#include <plumb/report/drift_json.hpp>
#include <plumb/report/drift_text.hpp>

#include "command.hpp"
#include "drift_flags.hpp"
#include "settings_flag.hpp"
#include "version.hpp"

namespace plumb::cli {
namespace {

[[noreturn]] void bad_value(std::string_view flag, std::string_view value, std::string_view allowed) {
  throw Error(fmt::format("invalid argument {} for \"--{}\" flag: one of {}", go_quote(value), flag, allowed),
              ErrorCode::usage);
}

enum class Format { text, json };

Format parse_format(std::string_view flag, std::string_view name) {
  if (name == "text") return Format::text;
  if (name == "json") return Format::json;
  bad_value(flag, name, "text, json");
}

// -o json:drift.json
struct OutputFile {
  Format format = Format::text;
  std::string path;
};

OutputFile parse_output(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon + 1 == text.size()) bad_value("output", text, "text:PATH, json:PATH");
  return {.format = parse_format("output", text.substr(0, colon)), .path = text.substr(colon + 1)};
}

// Nothing: "none".
std::optional<finding::Severity> parse_threshold(const std::string& name) {
  if (name == "none") return std::nullopt;
  const auto severity = finding::parse_severity(name);
  if (!severity) bad_value("fail-on", name, "critical, high, medium, low, info, none");
  return severity;
}

class Drift final : public Command {
 public:
  void add(CLI::App& app) override {
    m_drift.add(app);
    app.add_option("--only", m_only,
                   "tell only of kind:NAME, schema:NAME, class:NAME or object:PATTERN; may be repeated")
        ->take_all();
    m_settings.add(app);
    app.add_flag("--no-active", m_no_active, "leave out the rules that ask the server more than its catalog");
    m_fail_on_option = app.add_option("--fail-on", m_fail_on,
                                      "exit 3 from this severity on: critical, high, medium, low, info or none")
                           ->default_str(m_fail_on);
    app.add_option("--format", m_format, "text or json")->default_str(m_format);
    app.add_option("-o,--output", m_outputs, "also write the report to a file, as json:PATH or text:PATH")->take_all();
    app.add_flag("--fix", m_fix, "print the SQL that would bring it back, and nothing else; it is not run");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const auto given = parse_threshold(m_fail_on);
    const Format format = parse_format("format", m_format);
    std::vector<OutputFile> outputs;
    for (const std::string& output : m_outputs) outputs.push_back(parse_output(output));

    const settings::Settings settings = m_settings.load(frame);
    const auto threshold = m_fail_on_option->count() > 0 ? given : settings.fail_on;
    m_contract = workflow::load_contract(settings);
    if (m_no_active) m_contract->active = contract::Active::left_out;
    std::vector<project::Environment> targets = frame.project().selected;
    if (targets.empty()) targets.push_back(frame.environment());
    std::vector<finding::DriftReport> reports;
    std::vector<int> codes;
    for (const project::Environment& target : targets) codes.push_back(run_one(frame, target, threshold, reports));

    for (const OutputFile& output : outputs) write_file(output.path, render_all(reports, output.format, frame));
    for (const finding::DriftReport& report : reports) print(frame, report, format);
    return exit_code_of_all(codes);
  }

 private:
  // One target. With several (for_each) one that fails is told and does not keep the others from being judged.
  [[nodiscard]] int run_one(Frame& frame, const project::Environment& target,
                            std::optional<finding::Severity> threshold,
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
    return exit_code(reports.back(), threshold);
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

  void print(const Frame& frame, const finding::DriftReport& report, Format format) const {
    if (m_fix) {
      frame.out(report::drift_fix(report));
      // No SQL must not look like nothing to repair.
      if (report.verdict == finding::Verdict::not_judged) frame.err(report::drift_text(report, report::Style()));
      return;
    }
    if (frame.flags.quiet && format == Format::text && report.findings.empty()) return;
    frame.out(render(report, format, frame.style(), frame.flags.verbose));
  }

  static std::string render_all(const std::vector<finding::DriftReport>& reports, Format format, const Frame& frame) {
    std::string out;
    for (const auto& report : reports) out += render(report, format, report::Style(), frame.flags.verbose);
    return out;
  }

  static std::string render(const finding::DriftReport& report, Format format, const report::Style& style,
                            bool verbose) {
    if (format == Format::json) return report::drift_json(report, k_version);
    return report::drift_text(report, style, verbose ? report::Detail::more : report::Detail::usual);
  }

  static int exit_code(const finding::DriftReport& report, std::optional<finding::Severity> threshold) {
    if (report.verdict == finding::Verdict::not_judged) return k_exit_failed;
    return threshold && report.any_at_least(*threshold) ? k_exit_findings : k_exit_fine;
  }

  DriftFlags m_drift;
  std::vector<std::string> m_only;
  SettingsFlag m_settings;
  bool m_no_active = false;
  std::optional<workflow::Contract> m_contract;
  std::string m_fail_on = "high";
  CLI::Option* m_fail_on_option = nullptr;
  std::string m_format = "text";
  std::vector<std::string> m_outputs;
  bool m_fix = false;
};

}  // namespace

std::unique_ptr<Command> make_drift() {
  return std::make_unique<Drift>();
}

}  // namespace plumb::cli
