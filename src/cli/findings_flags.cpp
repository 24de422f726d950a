// SPDX-License-Identifier: Apache-2.0
#include "findings_flags.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>

#include "refuse_value.hpp"
#include "version.hpp"

namespace plumb::cli {
namespace {

report::Format format_of(std::string_view flag, std::string_view name) {
  const auto format = report::parse_format(name);
  if (!format) refuse_value(flag, name, report::format_names());
  return *format;
}

// Nothing: "none".
std::optional<finding::Severity> parse_threshold(const std::string& name) {
  if (name == "none") return std::nullopt;
  const auto severity = finding::parse_severity(name);
  if (!severity) refuse_value("fail-on", name, "critical, high, medium, low, info, none");
  return severity;
}

// Also where it is written in another way.
bool is_same_file(const std::string& left, const std::string& right) {
  std::error_code error;
  const auto place = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  };
  return left == right || (place(left) == place(right) && !error);
}

}  // namespace

FindingsFlags::OutputFile FindingsFlags::parse_output(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon + 1 == text.size()) {
    throw Error(fmt::format("invalid argument {} for \"--output\" flag: say FORMAT:PATH, with one of {}",
                            go_quote(text), report::format_names()),
                ErrorCode::usage);
  }
  return {.format = format_of("output", text.substr(0, colon)), .path = text.substr(colon + 1)};
}

void FindingsFlags::add(CLI::App& app) {
  m_fail_on_option =
      app.add_option("--fail-on", m_fail_on, "exit 3 from this severity on: critical, high, medium, low, info or none")
          ->default_str(m_fail_on);
  app.add_option("--format", m_format_name, report::format_names())->default_str(m_format_name);
  app.add_option("-o,--output", m_outputs, "also write the report to a file, as FORMAT:PATH; may be repeated")
      ->take_all();
}

void FindingsFlags::prepare(std::optional<finding::Severity> fail_on) {
  const auto given = parse_threshold(m_fail_on);
  m_threshold = m_fail_on_option->count() > 0 ? given : fail_on;
  m_format = format_of("format", m_format_name);
  for (const std::string& output : m_outputs) {
    OutputFile file = parse_output(output);
    if (std::ranges::any_of(m_files, [&](const OutputFile& other) { return is_same_file(other.path, file.path); })) {
      throw Error(fmt::format("-o {}: there is another report for that file", output), ErrorCode::usage);
    }
    m_files.push_back(std::move(file));
  }
  // Not after minutes of work.
  for (const OutputFile& file : m_files) require_writable(file.path);
}

report::Presentation FindingsFlags::presentation(const Reported& reported, const report::Page& page) const {
  return {.command = reported.command,
          .tool_version = std::string(k_version),
          .rules = reported.rules,
          .fail_on = m_threshold,
          .page = page};
}

void FindingsFlags::write_files(const Frame& frame, const Reported& reported) const {
  const report::Page page{.style = report::Style(), .detail = frame.page().detail};
  for (const OutputFile& file : m_files) {
    write_file(file.path, report::findings(file.format, reported.reports, presentation(reported, page)));
  }
}

void FindingsFlags::print(const Frame& frame, const Reported& reported) const {
  const auto is_empty = [](const finding::DriftReport& report) { return report.findings.empty(); };
  const bool says_nothing = m_format == report::Format::text && std::ranges::all_of(reported.reports, is_empty);
  if (frame.flags.quiet && says_nothing) return;
  frame.out(report::findings(m_format, reported.reports, presentation(reported, frame.page())));
}

int FindingsFlags::exit_code(const finding::DriftReport& report) const {
  if (report.verdict == finding::Verdict::not_judged) return k_exit_failed;
  if (m_threshold && report.any_at_least(*m_threshold)) return k_exit_findings;
  return report.any_not_run() ? k_exit_failed : k_exit_fine;
}

}  // namespace plumb::cli
