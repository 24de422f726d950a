// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/drift_text.hpp>

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "counted.hpp"
#include "drift_values.hpp"
#include "finding_groups.hpp"

namespace plumb::report {
namespace {

using finding::DriftReport;
using finding::Finding;
using finding::Severity;
using finding::Verdict;

constexpr Severity k_severities[] = {Severity::critical, Severity::high, Severity::medium, Severity::low,
                                     Severity::info};
constexpr std::string_view k_indent = "    ";

std::string painted(Severity severity, std::string_view text, const Style& style) {
  if (severity <= Severity::high) return style.red(text);
  return severity == Severity::info ? style.dim(text) : style.yellow(text);
}

std::string verdict_text(const DriftReport& report, const Style& style) {
  const std::string text(finding::name(report.verdict));
  return style.bold(report.verdict == Verdict::in_plumb ? style.green(text) : style.red(text));
}

std::string against_text(const DriftReport& report) {
  const finding::DriftBase& against = report.against;
  if (against.kind.empty()) {
    return report.coverage.rules.run == 0 ? "nothing" : "nothing: judged by the rules of the contract only";
  }
  if (!against.name.empty()) return fmt::format("the {} {}", against.kind, against.name);
  if (against.kind != "migrations") return against.kind;
  return against.version.empty() ? "an empty database: no migration is applied"
                                 : "the migrations up to " + against.version;
}

std::string head(const DriftReport& report, const Style& style, Detail detail) {
  const finding::DriftTarget& target = report.target;
  std::string out = fmt::format("{}: {}database {}, PostgreSQL {}, read as {}\n", verdict_text(report, style),
                                target.name.empty() ? "" : fmt::format("{}, ", target.name), target.database,
                                target.server, target.role);
  out += fmt::format("compared with {}\n", against_text(report));
  if (detail == Detail::more) {
    out += fmt::format("url {}\ndigest {}\n", target.url, report.against.digest.empty() ? "-" : report.against.digest);
  }
  return out;
}

void add_line(std::string& out, std::string_view indent, std::string_view line) {
  out.append(line.empty() ? "" : indent).append(line).append("\n");
}

void add_text(std::string& out, std::string_view first_indent, std::string_view text) {
  const std::string indent(first_indent.size(), ' ');
  std::string_view lead = first_indent;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    add_line(out, lead, text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    lead = indent;
  }
}

void add_values(std::string& out, const Finding& finding, const Style& style) {
  std::size_t width = 0;
  for (const auto& attribute : finding.attributes) width = std::max(width, attribute.name.size());
  for (const auto& attribute : finding.attributes) {
    for (const std::string& line : attribute_lines(attribute, width, style)) add_line(out, k_indent, line);
  }
  // Of a missing or unexpected object the message has said it.
  if (!finding.attributes.empty() || finding.cls == finding::Class::drift) return;
  if (!finding.expected.empty()) add_text(out, "    expected  ", finding.expected);
  if (!finding.actual.empty()) add_text(out, "    actual    ", finding.actual);
}

std::string mark(const Finding& finding, const Style& style) {
  if (finding.waiver) return style.dim("waived  ");
  return painted(finding.severity, fmt::format("{:<8}", finding::name(finding.severity)), style);
}

std::string waiver_text(const finding::WaiverMark& waiver) {
  const std::string owner = waiver.owner.empty() ? "" : fmt::format(" ({})", waiver.owner);
  return fmt::format("{}, until {}{}", waiver.reason, waiver.until, owner);
}

std::string minute_text(TimePoint time) {
  return fmt::format(
      "{:%Y-%m-%d %H:%M:%S} UTC",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(time))));
}

// The time itself says more than the audit before it.
std::string changed_text(const finding::Changed& changed) {
  if (!changed.at) return "changed since the audit of " + minute_text(*changed.since_audit);
  std::string out = "changed " + minute_text(*changed.at);
  if (!changed.after.empty()) out += ", after migration " + changed.after;
  if (!changed.before.empty()) out += changed.after.empty() ? ", before migration " : " and before ";
  return out + changed.before;
}

// What led to it, and on which object it was found if not on the group's own.
std::string follows_text(const GroupedFinding& each, const finding::ObjectName& object) {
  const std::string& cause = each.cause->code;
  if (each.finding->object == object) return fmt::format("follows from {}", cause);
  return fmt::format("found on {}, follows from {}", each.finding->object.text(), cause);
}

void add_finding(std::string& out, const GroupedFinding& each, const finding::ObjectName& object, const Style& style,
                 Detail detail) {
  const Finding& finding = *each.finding;
  add_line(out, "  ", fmt::format("{}  {}  {}", mark(finding, style), finding.code, finding.message));
  if (each.cause != nullptr) add_line(out, k_indent, follows_text(each, object));
  // Of what was accepted it is enough to say why, and until when.
  if (finding.waiver) add_text(out, "    waived  ", waiver_text(*finding.waiver));
  if (finding.waiver && detail == Detail::usual) return;
  add_values(out, finding, style);
  if (finding.active) add_line(out, k_indent, "the server was asked, beyond its catalog");
  if (finding.declared) {
    add_line(out, k_indent, fmt::format("declared at {}:{}", finding.declared->file, finding.declared->line));
  }
  if (finding.changed) add_line(out, k_indent, changed_text(*finding.changed));
  if (!finding.why.empty()) add_text(out, "    why  ", finding.why);
  if (!finding.fix.empty()) add_text(out, "    fix  ", finding.fix);
  if (detail == Detail::more) add_line(out, k_indent, style.dim("fingerprint " + finding.fingerprint));
}

std::string counts_text(const DriftReport& report) {
  std::vector<std::string> parts;
  for (const Severity severity : k_severities) {
    if (const std::size_t count = report.count(severity); count > 0) {
      parts.push_back(fmt::format("{} {}", count, finding::name(severity)));
    }
  }
  if (const std::size_t waived = report.count_waived(); waived > 0) parts.push_back(fmt::format("{} waived", waived));
  return fmt::format("{}: {}", counted(report.findings.size(), "finding"), fmt::join(parts, ", "));
}

std::string migrations_text(const finding::MigrationsState& migrations) {
  if (!migrations.looked_at) return "not looked at (no migration directory, or its rows could not be read)";
  return fmt::format("{} applied, {} pending", migrations.applied, migrations.pending.size());
}

std::string rules_text(const finding::Coverage::Rules& rules) {
  std::string out = fmt::format("{} run", rules.run);
  if (!rules.active.empty()) out += fmt::format(", of these {} asked the server", rules.active.size());
  if (!rules.off.empty()) out += fmt::format(", {} off", rules.off.size());
  if (!rules.left_out.empty()) out += fmt::format(", left out as wanted: {}", fmt::join(rules.left_out, " "));
  if (!rules.skipped.empty()) out += fmt::format(", not run: {}", fmt::join(rules.skipped, " "));
  return out;
}

std::string foot(const DriftReport& report) {
  std::string out;
  if (!report.findings.empty()) out += counts_text(report) + "\n";
  out += "migrations: " + migrations_text(report.migrations) + "\n";
  if (!report.coverage.kinds.empty()) {
    const std::vector<std::string>& schemas = report.coverage.schemas;
    const std::string_view noun = schemas.size() == 1 ? "schema" : "schemas";
    const std::string only = schemas.empty() ? "" : fmt::format(", in {} {} only", noun, fmt::join(schemas, ", "));
    out += fmt::format("looked at{}: {}\n", only, counted_list(report.coverage.kinds));
  }
  if (!report.coverage.not_covered.empty()) {
    out += "not looked at, as plumb does not know these kinds: " + counted_list(report.coverage.not_covered) + "\n";
  }
  const finding::Coverage::Rules& rules = report.coverage.rules;
  if (rules.run > 0 || !rules.skipped.empty() || !rules.off.empty()) out += "rules: " + rules_text(rules) + "\n";
  for (const auto& ignored : report.coverage.ignored) {
    out += fmt::format("left out: {} ({}), {}\n", ignored.object, ignored.reason, counted(ignored.findings, "finding"));
  }
  for (const std::string& what : report.coverage.not_seen) out += "not seen: " + what + "\n";
  return out;
}

}  // namespace

std::string drift_text(const DriftReport& report, const Style& style, Detail detail) {
  std::string out = head(report, style, detail) + "\n";
  for (const FindingGroup& group : by_object_and_cause(report.findings)) {
    out += style.bold(group.object.text()) + "\n";
    for (const GroupedFinding& each : group.findings) add_finding(out, each, group.object, style, detail);
    out += "\n";
  }
  return out + foot(report);
}

}  // namespace plumb::report
