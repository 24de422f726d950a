// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/drift_text.hpp>

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/counted.hpp>

#include "against_text.hpp"
#include "counted_list.hpp"
#include "finding_text.hpp"
#include "printable.hpp"
#include "wrap.hpp"

namespace plumb::report {
namespace {

using finding::DriftReport;
using finding::Severity;
using finding::Verdict;

constexpr Severity k_severities[] = {Severity::critical, Severity::high, Severity::medium, Severity::low,
                                     Severity::info};
constexpr std::size_t k_narrowest = 40;

std::string verdict_text(const DriftReport& report, const Style& style) {
  const std::string text(finding::name(report.verdict));
  return style.bold(report.verdict == Verdict::in_plumb ? style.green(text) : style.red(text));
}

std::string step_mark(finding::Step::Outcome outcome, const Style& style) {
  if (outcome == finding::Step::Outcome::passed) return style.green("ok     ");
  if (outcome == finding::Step::Outcome::not_there) return style.dim("-      ");
  return style.red(outcome == finding::Step::Outcome::failed ? "failed " : "not run");
}

// Each with its time: who waits wants to know for what.
void add_steps(std::string& out, const std::vector<finding::Step>& steps, const Page& page) {
  std::size_t width = 0;
  for (const finding::Step& step : steps) width = std::max(width, columns(step.what));
  const std::size_t indent = 7 + 2 + width + 2;
  for (const finding::Step& step : steps) {
    std::string text = step.facts + (step.facts.empty() || step.reason.empty() ? "" : "; ") + step.reason;
    if (step.time.count() > 0) {
      const double milliseconds = std::chrono::duration<double, std::milli>(step.time).count();
      text += fmt::format("{}({:.0f}ms)", text.empty() ? "" : " ", milliseconds);
    }
    const std::string padding(width - columns(step.what), ' ');
    std::string lead = fmt::format("{}  {}{}  ", step_mark(step.outcome, page.style), step.what, padding);
    for (const std::string& line : wrap(text, std::max(page.width, indent + k_narrowest) - indent)) {
      out += lead + line + "\n";
      lead.assign(indent, ' ');
    }
  }
}

// Of plumb check: nothing is live yet.
std::string check_head(const DriftReport& report, const Page& page) {
  std::string out;
  add_steps(out, report.steps, page);
  const std::string server = report.target.server.empty() ? "" : ", on PostgreSQL " + report.target.server;
  return out + fmt::format("\n{}: {}{}\n", verdict_text(report, page.style),
                           report.target.name.empty() ? "the project" : report.target.name, server);
}

std::string catalog_text(const finding::RunFacts& run) {
  if (!run.unchanged_since) return "read";
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*run.unchanged_since);
  return fmt::format("not read: unchanged since the audit of {:%Y-%m-%d %H:%M:%S} UTC",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

std::string head(const DriftReport& report, const Page& page) {
  if (!report.steps.empty()) return check_head(report, page);
  const finding::DriftTarget& target = report.target;
  std::string out = fmt::format("{}: {}database {}, PostgreSQL {}, read as {}\n", verdict_text(report, page.style),
                                target.name.empty() ? "" : fmt::format("{}, ", target.name), target.database,
                                target.server, target.role);
  out += fmt::format("compared with {}\n", against_text(report));
  if (page.detail == Detail::more) {
    out += fmt::format("url {}\ndigest {}\n", target.url, report.against.digest.empty() ? "-" : report.against.digest);
    out += fmt::format("catalog {}\n", catalog_text(report.run));
  }
  return out;
}

void add_prose(std::string& out, std::string_view text, std::size_t width) {
  bool first = true;
  for (const std::string& line : wrap(text, std::max(width, k_narrowest) - 2)) {
    out.append(first ? "" : "  ").append(line).append("\n");
    first = false;
  }
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

std::string foot(const DriftReport& report, const Page& page) {
  std::string out;
  const auto add = [&](const std::string& text) { add_prose(out, text, page.width); };
  if (!report.findings.empty()) add(counts_text(report));
  if (report.steps.empty()) add("migrations: " + migrations_text(report.migrations));
  if (!report.coverage.kinds.empty()) {
    const std::vector<std::string>& schemas = report.coverage.schemas;
    const std::string_view noun = schemas.size() == 1 ? "schema" : "schemas";
    const std::string only = schemas.empty() ? "" : fmt::format(", in {} {} only", noun, fmt::join(schemas, ", "));
    add(fmt::format("looked at{}: {}", only, counted_list(report.coverage.kinds)));
  }
  if (!report.coverage.not_covered.empty()) {
    add("not looked at, as plumb does not know these kinds: " + counted_list(report.coverage.not_covered));
  }
  const finding::Coverage::Rules& rules = report.coverage.rules;
  if (rules.run > 0 || !rules.skipped.empty() || !rules.off.empty()) add("rules: " + rules_text(rules));
  for (const auto& ignored : report.coverage.ignored) {
    add(fmt::format("left out: {} ({}), {}", ignored.object, ignored.reason, counted(ignored.findings, "finding")));
  }
  for (const std::string& what : report.coverage.not_seen) add("not seen: " + what);
  return out;
}

}  // namespace

std::string drift_text(const DriftReport& raw, const Page& page) {
  const DriftReport report = printable(raw);
  return head(report, page) + "\n" + findings_text(report.findings, page) + foot(report, page);
}

}  // namespace plumb::report
