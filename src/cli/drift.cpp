// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/drift.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdlib>

#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/report/drift_fix.hpp>
#include <plumb/report/drift_json.hpp>
#include <plumb/report/drift_text.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"
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

std::chrono::nanoseconds parse_timeout(const std::string& text) {
  try {
    return parse_go_duration(text);
  } catch (const Error& error) {
    throw Error(fmt::format("invalid argument {} for \"--lock-timeout\" flag: {}", go_quote(text), error.message()),
                ErrorCode::usage);
  }
}

class Drift final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add_schema(app);
    m_directory.add_format(app);
    app.add_option("--against", m_against, "what it should be: migrations (those applied, replayed) or src")
        ->default_str("migrations, or src without a directory");
    app.add_option("--fail-on", m_fail_on, "exit 3 from this severity on: critical, high, medium, low, info or none")
        ->default_str(m_fail_on);
    app.add_option("--format", m_format, "text or json")->default_str(m_format);
    app.add_option("-o,--output", m_outputs, "also write the report to a file, as json:PATH or text:PATH")->take_all();
    app.add_flag("--fix", m_fix, "print the SQL that would bring it back, and nothing else; it is not run");
    m_timeout_option = app.add_option("--lock-timeout", m_timeout, "how long to wait for an apply that is at work")
                           ->default_str(m_timeout);
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const auto threshold = parse_threshold(m_fail_on);
    const Format format = parse_format("format", m_format);
    std::vector<OutputFile> outputs;
    for (const std::string& output : m_outputs) outputs.push_back(parse_output(output));

    const finding::DriftReport report = workflow::drift(options(frame), frame.runtime());
    for (const OutputFile& output : outputs) {
      write_file(output.path, render(report, output.format, report::Style(), frame.flags.verbose));
    }
    print(frame, report, format);
    return exit_code(report, threshold);
  }

 private:
  [[nodiscard]] workflow::DriftOptions options(Frame& frame) const {
    const project::Environment& environment = frame.environment();
    workflow::MigrateTarget target = migrate_target(m_directory, m_database, environment, frame);
    workflow::DriftOptions out;
    out.name = environment.name;
    out.url = std::move(target.url);
    if (const char* url = std::getenv("DATABASE_URL"); out.url.empty() && url != nullptr) out.url = Secret(url);
    // Atlas's default directory is not meant by an environment that only has a schema.
    const bool has_directory =
        m_directory.dir_option->count() > 0 || !environment.migration.dir.empty() || environment.src.empty();
    if (has_directory) out.dir_url = std::move(target.dir_url);
    out.memory = std::move(target.memory);
    out.revisions_schema = std::move(target.revisions_schema);
    out.src = environment.src;
    out.schemas = environment.schemas;
    if (!environment.exclude.empty() || !environment.include.empty()) {
      // Looking at more than was meant is better than leaving out what was not; but it must be said.
      frame.err("drift does not know the patterns of `exclude` and `include` yet: everything is compared\n");
    }
    out.against = against(has_directory);
    const std::string timeout = flag_or(m_timeout_option, m_timeout, environment.migration.lock_timeout);
    out.lock_timeout = parse_timeout(timeout);
    return out;
  }

  [[nodiscard]] workflow::Against against(bool has_directory) const {
    if (m_against == "migrations") return workflow::Against::migrations;
    if (m_against == "src") return workflow::Against::src;
    if (!m_against.empty()) bad_value("against", m_against, "migrations, src");
    return has_directory ? workflow::Against::migrations : workflow::Against::src;
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

  static std::string render(const finding::DriftReport& report, Format format, const report::Style& style,
                            bool verbose) {
    if (format == Format::json) return report::drift_json(report, k_version);
    return report::drift_text(report, style, verbose ? report::Detail::more : report::Detail::usual);
  }

  static int exit_code(const finding::DriftReport& report, std::optional<finding::Severity> threshold) {
    if (report.verdict == finding::Verdict::not_judged) return k_exit_failed;
    return threshold && report.any_at_least(*threshold) ? k_exit_findings : k_exit_fine;
  }

  DatabaseFlags m_database;
  DirectoryFlags m_directory;
  std::string m_against;
  std::string m_fail_on = "high";
  std::string m_format = "text";
  std::vector<std::string> m_outputs;
  bool m_fix = false;
  std::string m_timeout = "10s";
  CLI::Option* m_timeout_option = nullptr;
};

}  // namespace

std::unique_ptr<Command> make_drift() {
  return std::make_unique<Drift>();
}

}  // namespace plumb::cli
