// SPDX-License-Identifier: Apache-2.0
#include "markdown.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/counted.hpp>

#include "against_text.hpp"
#include "counted_list.hpp"
#include "drift_values.hpp"
#include "finding_groups.hpp"
#include "finding_text.hpp"
#include "printable.hpp"

namespace plumb::report {
namespace {

using finding::DriftReport;
using finding::Finding;
using finding::ObjectName;
using finding::Severity;

// GitHub takes 65,536 characters of a comment; bytes are never fewer.
constexpr std::size_t k_limit = 65'536;
constexpr std::size_t k_reserve = 2'000;  // for what stands below the findings
constexpr std::size_t k_named = 3;
constexpr std::size_t k_wide = 100;

// Prose: nothing in it is markup, a mention or a link.
std::string escaped(std::string_view text) {
  constexpr std::string_view k_special = "\\`*_{}[]<>#|~!";
  std::string out;
  for (const char c : text) {
    if (c == '@') {
      out += "&#64;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\n') {
      out += ' ';
    } else {
      if (k_special.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

// The longest row of backticks in a text.
std::size_t backticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t row = 0;
  for (const char c : text) {
    row = c == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  return longest;
}

std::string code(std::string_view text) {
  const std::string fence(backticks(text) + 1, '`');
  const std::string_view blank = text.starts_with('`') || text.ends_with('`') ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, blank, text, blank, fence);
}

std::string block(std::string_view language, std::string_view text) {
  const std::string fence(std::max<std::size_t>(backticks(text) + 1, 3), '`');
  return fmt::format("{}{}\n{}{}{}\n", fence, language, text, text.ends_with('\n') ? "" : "\n", fence);
}

std::string folded(std::string_view summary, const std::string& body) {
  return fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n\n", summary, body);
}

std::string mark_of(const Finding& finding) {
  if (finding.waiver) return "waived";
  const std::string name(finding::name(finding.severity));
  return finding.severity <= Severity::high ? "**" + name + "**" : name;
}

std::string diff_text(const Finding& finding) {
  std::string out;
  const auto add = [&](char sign, const std::string& text) { out += fmt::format("{} {}\n", sign, text); };
  for (const auto& attribute : finding.attributes) {
    const ValueLines values = value_lines(attribute, k_wide);
    out += fmt::format("  {}\n", attribute.name);
    if (values.shape == ValueLines::Shape::beside) {
      add('-', values.expected);
      add('+', values.actual);
    }
    for (const DiffLine& line : values.lines) {
      if (line.kind == DiffLine::Kind::hunk) {
        out += line.text + "\n";
      } else {
        add(line.kind == DiffLine::Kind::removed ? '-' : line.kind == DiffLine::Kind::added ? '+' : ' ', line.text);
      }
    }
  }
  return out;
}

// The findings of one report, as long as they fit.
class Findings {
 public:
  explicit Findings(std::size_t room) : m_room(room) {}

  std::string run(const std::vector<Finding>& findings) {
    std::vector<ObjectGroup> groups = finding_groups(findings, Fold::yes);
    for (const ObjectGroup& group : groups) {
      const std::set<std::string> told = m_told;
      std::string text = whole(group);
      if (m_out.size() + text.size() > m_room) {
        m_told = told;
        text = brief(group);
        if (m_out.size() + text.size() > m_room) {
          ++m_left_out;
          continue;
        }
        ++m_shortened;
      }
      m_out += text;
    }
    return m_out + cut_text(groups.size());
  }

 private:
  // What is missing must not look like all there is.
  [[nodiscard]] std::string cut_text(std::size_t all) const {
    std::string out;
    if (m_shortened > 0) {
      out += fmt::format("\n> Of {} of {} only the first line is told, and no SQL, for want of room.\n", m_shortened,
                         counted(all, "group"));
    }
    if (m_left_out > 0) {
      out += fmt::format(
          "\n> **{} of {} are not shown**: the comment would be longer than GitHub takes. "
          "The counts above are of all.\n",
          m_left_out, counted(all, "group"));
    }
    return out;
  }

  static std::string heading(const ObjectGroup& group) {
    if (group.objects.size() == 1) return fmt::format("#### {}\n\n", code(group.objects.front()->text()));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(k_named, group.objects.size()); ++i) {
      const ObjectName& object = *group.objects[i];
      names.push_back(code(object.text().substr(object.kind.empty() ? 0 : object.kind.size() + 1)));
    }
    const std::size_t rest = group.objects.size() - names.size();
    return fmt::format("#### {}: {}{}\n\n", escaped(counted(group.objects.size(), group.objects.front()->kind)),
                       fmt::join(names, ", "), rest == 0 ? "" : fmt::format(" and {} more", rest));
  }

  static std::string first_line(const Finding& finding, std::string_view lead = "") {
    return fmt::format("{}{} {} {}\n\n", lead, mark_of(finding), code(finding.code), escaped(finding.message));
  }

  static std::string consequence_line(const Finding& finding, const Finding& cause) {
    const std::string object = finding.object == cause.object ? "" : code(finding.object.text()) + ": ";
    return fmt::format("↳ {} {} {}{}\n\n", mark_of(finding), code(finding.code), object, escaped(finding.message));
  }

  static std::string brief(const ObjectGroup& group) {
    std::string out = heading(group);
    for (const GroupedFinding& each : group.findings) {
      out += first_line(*each.finding);
      for (const Finding* consequence : each.consequences) out += consequence_line(*consequence, *each.finding);
    }
    return out;
  }

  std::string whole(const ObjectGroup& group) {
    std::string out = heading(group);
    for (const GroupedFinding& each : group.findings) {
      const Finding& finding = *each.finding;
      out += first_line(finding) + details(finding, group);
      for (const Finding* consequence : each.consequences) {
        out += consequence_line(*consequence, finding) + waiver(*consequence) + why(*consequence);
        if (finding.fix.empty()) out += fix(*consequence, group);
      }
    }
    return out;
  }

  std::string details(const Finding& finding, const ObjectGroup& group) {
    if (finding.waiver) return waiver(finding);
    std::string out;
    if (!finding.excerpt.empty()) out += block("", finding.excerpt) + "\n";
    if (!finding.attributes.empty()) {
      out += block("diff", diff_text(finding)) + "\n";
    } else if (finding.cls != finding::Class::drift) {
      if (!finding.expected.empty()) out += fmt::format("expected {}\n", code(one_line(finding.expected)));
      if (!finding.actual.empty()) out += fmt::format("actual {}\n", code(one_line(finding.actual)));
      if (!out.empty()) out += "\n";
    }
    if (group.objects.size() == 1) out += place(finding);
    return out + why(finding) + fix(finding, group);
  }

  static std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
  }

  static std::string waiver(const Finding& finding) {
    if (!finding.waiver) return "";
    const std::string owner = finding.waiver->owner.empty() ? "" : fmt::format(" ({})", escaped(finding.waiver->owner));
    return fmt::format("{}, until {}{}\n\n", escaped(finding.waiver->reason), finding.waiver->until, owner);
  }

  static std::string place(const Finding& finding) {
    std::vector<std::string> parts;
    if (finding.declared) {
      parts.push_back((finding.excerpt.empty() ? "declared at " : "at ") + code(place_text(*finding.declared)));
    }
    if (finding.changed) parts.push_back(escaped(changed_text(*finding.changed)));
    return parts.empty() ? "" : fmt::format("{}\n\n", fmt::join(parts, " · "));
  }

  // Once for each rule.
  std::string why(const Finding& finding) {
    if (finding.why.empty() || !m_told.insert(finding.code + finding.why).second) return "";
    return fmt::format("> {}\n\n", escaped(finding.why));
  }

  static std::string fix(const Finding& finding, const ObjectGroup& group) {
    if (finding.fix.empty()) return "";
    return folded(group.objects.size() == 1 ? "SQL that would bring it back" : "SQL that would bring the first back",
                  block("sql", finding.fix));
  }

  std::size_t m_room;
  std::string m_out;
  std::set<std::string> m_told;
  std::size_t m_shortened = 0;
  std::size_t m_left_out = 0;
};

std::string counts_table(const DriftReport& report) {
  return fmt::format(
      "| critical | high | medium | low | info | waived |\n|--:|--:|--:|--:|--:|--:|\n"
      "| {} | {} | {} | {} | {} | {} |\n\n",
      report.count(Severity::critical), report.count(Severity::high), report.count(Severity::medium),
      report.count(Severity::low), report.count(Severity::info), report.count_waived());
}

std::string steps_table(const DriftReport& report) {
  if (report.steps.empty()) return "";
  std::string out = "| step | | |\n|---|---|---|\n";
  for (const finding::Step& step : report.steps) {
    const std::string_view name = finding::name(step.outcome);
    const bool bad = step.outcome == finding::Step::Outcome::failed || step.outcome == finding::Step::Outcome::not_run;
    out +=
        fmt::format("| {} | {}{}{} | {}{}{} |\n", escaped(step.what), bad ? "**" : "", name, bad ? "**" : "",
                    escaped(step.facts), step.facts.empty() || step.reason.empty() ? "" : "; ", escaped(step.reason));
  }
  return out + "\n";
}

std::string foot(const DriftReport& report) {
  std::string out;
  if (report.migrations.looked_at) {
    out += fmt::format("migrations: {} applied, {} pending\n", report.migrations.applied,
                       report.migrations.pending.size());
  }
  out += "looked at: " + escaped(counted_list(report.coverage.kinds)) + "\n";
  const finding::Coverage::Rules& rules = report.coverage.rules;
  if (rules.run > 0)
    out += fmt::format("rules: {} run, {} not run, {} off\n", rules.run, rules.skipped.size(), rules.off.size());
  for (const std::string& what : report.coverage.not_seen) out += "**not seen**: " + escaped(what) + "\n";
  // Two blanks would be a line break too; an element can be cut.
  std::string lines;
  for (const char c : out) lines += c == '\n' ? std::string("  \n") : std::string(1, c);
  return lines;
}

std::string head(const DriftReport& report, std::string_view command) {
  const finding::DriftTarget& target = report.target;
  std::string out = fmt::format("## plumb {}: {}\n\n", command, finding::name(report.verdict));
  std::vector<std::string> parts;
  if (!target.name.empty()) parts.push_back(code(target.name));
  if (!target.database.empty()) parts.push_back("database " + code(target.database));
  if (!target.server.empty()) parts.push_back("PostgreSQL " + escaped(target.server));
  if (report.steps.empty()) parts.push_back("compared with " + escaped(against_text(report)));
  return out + fmt::format("{}\n\n", fmt::join(parts, ", "));
}

}  // namespace

std::string findings_markdown(const std::vector<DriftReport>& reports, const Presentation& presentation) {
  std::string out;
  std::size_t left_out = 0;
  for (const DriftReport& raw : reports) {
    const DriftReport report = printable(raw);
    std::string text = head(report, presentation.command) + steps_table(report);
    if (!report.findings.empty()) text += counts_table(report);
    const std::string end = foot(report);
    const std::size_t used = out.size() + text.size() + end.size() + k_reserve;
    if (used > k_limit) {
      ++left_out;
      continue;
    }
    text += Findings(k_limit - used).run(report.findings);
    out += text + end + "\n";
  }
  if (left_out > 0) {
    out += fmt::format("> **{} of {} are not shown**: the comment would be longer than GitHub takes.\n", left_out,
                       counted(reports.size(), "database"));
  }
  return out;
}

}  // namespace plumb::report
