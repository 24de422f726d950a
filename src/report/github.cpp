// SPDX-License-Identifier: Apache-2.0
#include "github.hpp"

#include <fmt/format.h>

#include <plumb/base/counted.hpp>
#include <plumb/base/files.hpp>

#include "printable.hpp"

namespace plumb::report {
namespace {

using finding::Finding;
using finding::Severity;

enum class Part { property, message };

// The escapes of the runner's own toolkit; in a property ':' and ',' would end it.
std::string escaped(std::string_view text, Part part) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (part == Part::property && (c == ':' || c == ','));
    if (special) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view command_of(const Finding& finding) {
  if (finding.waiver || finding.severity >= Severity::low) return "notice";
  return finding.severity <= Severity::high ? "error" : "warning";
}

std::string message_of(const Finding& finding) {
  std::string out = finding.object.text() + ": " + finding.message;
  if (finding.waiver) return fmt::format("{}\nwaived until {}: {}", out, finding.waiver->until, finding.waiver->reason);
  if (!finding.excerpt.empty()) out += "\n" + finding.excerpt;
  if (!finding.expected.empty()) out += "\nexpected: " + finding.expected;
  if (!finding.actual.empty()) out += "\nactual: " + finding.actual;
  if (!finding.why.empty()) out += "\nwhy: " + finding.why;
  if (!finding.fix.empty()) out += "\nfix: " + finding.fix;
  return out;
}

std::string annotation(const Finding& finding, const std::string& target) {
  std::string place;
  if (finding.declared) {
    place = fmt::format("file={},line={},", escaped(clean_path(finding.declared->file), Part::property),
                        finding.declared->line);
    if (finding.declared->column > 0) place += fmt::format("col={},", finding.declared->column);
  }
  const std::string_view waived = finding.waiver ? "waived, " : "";
  const std::string title = fmt::format("{} ({}{}){}", finding.code, waived, finding::name(finding.severity),
                                        target.empty() ? "" : " " + target);
  return fmt::format("::{} {}title={}::{}\n", command_of(finding), place, escaped(title, Part::property),
                     escaped(message_of(finding), Part::message));
}

// What was not looked at is no finding that anybody declared somewhere; it must not go under.
std::string closing(const finding::DriftReport& report, const std::string& target, std::string_view command) {
  const std::string_view kind = report.verdict == finding::Verdict::not_judged ? "error" : "notice";
  std::string text = fmt::format("{}: {}, {} waived", finding::name(report.verdict),
                                 counted(report.findings.size(), "finding"), report.count_waived());
  for (const finding::Step& step : report.steps) {
    if (step.outcome == finding::Step::Outcome::not_run) text += "\nnot run: " + step.what + ": " + step.reason;
  }
  for (const std::string& what : report.coverage.not_seen) text += "\nnot seen: " + what;
  const std::string title = fmt::format("plumb {}{}", command, target.empty() ? "" : " " + target);
  return fmt::format("::{} title={}::{}\n", kind, escaped(title, Part::property), escaped(text, Part::message));
}

}  // namespace

std::string findings_github(const std::vector<finding::DriftReport>& reports, const Presentation& presentation) {
  std::string out;
  for (const finding::DriftReport& raw : reports) {
    const finding::DriftReport report = printable(raw);
    const std::string target = reports.size() > 1 ? report.target.name + "/" + report.target.database : "";
    for (const Finding& finding : report.findings) out += annotation(finding, target);
    out += closing(report, target, presentation.command);
  }
  return out;
}

}  // namespace plumb::report
