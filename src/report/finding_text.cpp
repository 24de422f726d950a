// SPDX-License-Identifier: Apache-2.0
#include "finding_text.hpp"

#include <algorithm>
#include <set>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/counted.hpp>

#include "drift_values.hpp"
#include "finding_groups.hpp"
#include "wrap.hpp"

namespace plumb::report {
namespace {

using finding::Finding;
using finding::ObjectName;

constexpr std::size_t k_named = 3;       // objects of a group that are named
constexpr std::size_t k_narrowest = 40;  // of what is left for prose, however narrow the terminal
constexpr std::size_t k_deep = 4;        // where the details of a finding stand
constexpr std::size_t k_deeper = 6;      // and those of what follows from it
constexpr std::string_view k_arrow = "    ↳ ";

std::string minute_text(TimePoint time) {
  return fmt::format(
      "{:%Y-%m-%d %H:%M:%S} UTC",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(time))));
}

std::string name_without_kind(const ObjectName& object) {
  return object.text().substr(object.kind.empty() ? 0 : object.kind.size() + 1);
}

std::string painted(finding::Severity severity, std::string_view text, const Style& style) {
  if (severity <= finding::Severity::high) return style.red(text);
  return severity == finding::Severity::info ? style.dim(text) : style.yellow(text);
}

// "waived  ", "critical": eight columns.
std::string mark(const Finding& finding, const Style& style) {
  if (finding.waiver) return style.dim("waived  ");
  return painted(finding.severity, fmt::format("{:<8}", finding::name(finding.severity)), style);
}

// What failed stands somewhere; what differs was declared there.
std::string_view place_word(const Finding& finding) {
  return finding.excerpt.empty() ? "declared at" : "at";
}

// All of a text that is not much longer.
std::string_view first_lines(std::string_view text) {
  constexpr int k_shown = 24;
  constexpr int k_slack = 4;
  std::size_t end = 0;
  for (int lines = 0; lines < k_shown && end != std::string_view::npos; ++lines) end = text.find('\n', end + 1);
  if (end == std::string_view::npos) return text;
  const auto left = std::count(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), '\n');
  return left <= k_slack ? text : text.substr(0, end);
}

class FindingsText {
 public:
  explicit FindingsText(const Page& page) : m_page(page) {}

  std::string run(const std::vector<Finding>& findings) {
    const Fold fold = m_page.detail == Detail::more ? Fold::no : Fold::yes;
    for (const ObjectGroup& group : finding_groups(findings, fold)) {
      add_heading(group);
      for (const GroupedFinding& each : group.findings) add(each, group);
      m_out += "\n";
    }
    return std::move(m_out);
  }

 private:
  // --- lines

  void line(std::size_t indent, std::string_view text) {
    const std::size_t end = text.find_last_not_of(' ');
    if (end != std::string_view::npos) m_out.append(indent, ' ').append(text.substr(0, end + 1));
    m_out += "\n";
  }

  // Prose behind a lead, its further lines under the first.
  void prose(std::string_view lead, std::string_view text, std::size_t lead_columns) {
    const std::size_t room = std::max(m_page.width, lead_columns + k_narrowest) - lead_columns;
    bool first = true;
    for (const std::string& each : wrap(text, room)) {
      if (first) {
        m_out.append(lead).append(each).append("\n");
      } else {
        line(lead_columns, each);
      }
      first = false;
    }
  }
  void prose(std::string_view lead, std::string_view text) { prose(lead, text, columns(lead)); }

  // SQL and values behind a lead, as they are.
  void verbatim(std::string_view lead, std::string_view text) {
    const std::size_t indent = columns(lead);
    m_out.append(lead);
    for (bool first = true; !text.empty(); first = false) {
      const std::size_t end = text.find('\n');
      line(first ? 0 : indent, text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }

  // --- parts

  void add_heading(const ObjectGroup& group) {
    if (group.objects.size() == 1) {
      line(0, m_page.style.bold(group.objects.front()->text()));
      return;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(k_named, group.objects.size()); ++i) {
      names.push_back(name_without_kind(*group.objects[i]));
    }
    std::string text = fmt::format("{}", fmt::join(names, ", "));
    if (group.objects.size() > k_named) text += fmt::format(" and {} more", group.objects.size() - k_named);
    const std::string lead = counted(group.objects.size(), group.objects.front()->kind) + ": ";
    prose(m_page.style.bold(lead), text, columns(lead));
  }

  void add(const GroupedFinding& grouped, const ObjectGroup& group) {
    const Finding& finding = *grouped.finding;
    const std::string lead = fmt::format("  {}  {}  ", mark(finding, m_page.style), finding.code);
    prose(lead, finding.message, 14 + columns(finding.code));
    if (is_brief(finding)) {
      add_waiver(finding);
    } else {
      add_details(finding, group);
    }
    for (const Finding* consequence : grouped.consequences) add_consequence(*consequence, finding, group);
  }

  // Of what was accepted it is enough to say why, and until when.
  [[nodiscard]] bool is_brief(const Finding& finding) const { return finding.waiver && !more(); }

  void add_details(const Finding& finding, const ObjectGroup& group) {
    add_waiver(finding);
    if (!finding.excerpt.empty()) verbatim("    ", finding.excerpt);
    add_attributes(finding);
    add_expectation(finding);
    if (finding.active) line(k_deep, "the server was asked, beyond its catalog");
    add_place(finding, group);
    add_why(finding, k_deep);
    add_fix(finding, group, k_deep);
    if (more()) line(k_deep, m_page.style.dim("fingerprint " + finding.fingerprint));
  }

  void add_waiver(const Finding& finding) {
    if (!finding.waiver) return;
    const std::string owner = finding.waiver->owner.empty() ? "" : fmt::format(" ({})", finding.waiver->owner);
    prose("    waived  ", fmt::format("{}, until {}{}", finding.waiver->reason, finding.waiver->until, owner));
  }

  // What follows from a difference is healed by what heals that.
  void add_consequence(const Finding& finding, const Finding& cause, const ObjectGroup& group) {
    const std::string severity(finding::name(finding.severity));
    const std::string word =
        finding.waiver ? m_page.style.dim("waived") : painted(finding.severity, severity, m_page.style);
    const std::string object = finding.object == cause.object ? "" : finding.object.text() + ": ";
    const std::size_t indent = columns(k_arrow) + (finding.waiver ? 6 : severity.size()) + 4 + columns(finding.code);
    prose(fmt::format("{}{}  {}  ", k_arrow, word, finding.code), object + finding.message, indent);
    if (is_brief(finding)) return add_waiver(finding);
    if (finding.active) line(k_deeper, "the server was asked, beyond its catalog");
    add_why(finding, k_deeper);
    if (cause.fix.empty() || more()) add_fix(finding, group, k_deeper);
    if (more()) line(k_deeper, m_page.style.dim("fingerprint " + finding.fingerprint));
  }

  void add_attributes(const Finding& finding) {
    std::size_t width = 0;
    for (const auto& attribute : finding.attributes) width = std::max(width, attribute.name.size());
    for (const auto& attribute : finding.attributes) {
      const ValueLines values = value_lines(attribute, std::max(m_page.width, k_narrowest) - 8);
      if (values.shape == ValueLines::Shape::below) {
        line(4, attribute.name);
        for (const DiffLine& each : values.lines) add_diff_line(each);
      } else {
        line(4, fmt::format("{:<{}}  expected  {}", attribute.name, width, m_page.style.green(values.expected)));
        line(4, fmt::format("{:<{}}  actual    {}", "", width, m_page.style.red(values.actual)));
      }
    }
  }

  void add_diff_line(const DiffLine& each) {
    switch (each.kind) {
      case DiffLine::Kind::same:
        return line(6, "  " + each.text);
      case DiffLine::Kind::removed:
        return line(6, m_page.style.red("- " + each.text));
      case DiffLine::Kind::added:
        return line(6, m_page.style.green("+ " + each.text));
      case DiffLine::Kind::hunk:
        return line(6, m_page.style.dim(each.text));
    }
  }

  // Of a difference the attributes have said it; of a missing or unexpected object the message has.
  void add_expectation(const Finding& finding) {
    if (!finding.attributes.empty() || finding.cls == finding::Class::drift) return;
    if (!finding.expected.empty()) verbatim("    expected  ", finding.expected);
    if (!finding.actual.empty()) verbatim("    actual    ", finding.actual);
  }

  void add_place(const Finding& finding, const ObjectGroup& group) {
    // Of several objects only the first one's could be told.
    if (group.objects.size() > 1) return;
    std::string declared;
    if (finding.declared) declared = fmt::format("{} {}", place_word(finding), place_text(*finding.declared));
    const std::string changed = finding.changed ? changed_text(*finding.changed) : "";
    if (declared.empty() && changed.empty()) return;
    const std::string both = declared + " · " + changed;
    if (!declared.empty() && !changed.empty() && columns(both) + 4 <= m_page.width) return line(4, both);
    if (!declared.empty()) line(4, declared);
    if (!changed.empty()) line(4, changed);
  }

  // Once for each rule: many objects may break it.
  void add_why(const Finding& finding, std::size_t indent) {
    if (finding.why.empty()) return;
    if (!m_told.insert(finding.code + finding.why).second && !more()) return;
    prose(std::string(indent, ' ') + "why  ", finding.why);
  }

  void add_fix(const Finding& finding, const ObjectGroup& group, std::size_t indent) {
    if (finding.fix.empty()) return;
    const std::string_view shown = more() ? std::string_view(finding.fix) : first_lines(finding.fix);
    verbatim(std::string(indent, ' ') + "fix  ", shown);
    if (const auto left = std::count(finding.fix.begin() + std::ssize(shown), finding.fix.end(), '\n'); left > 0) {
      line(indent + 5, m_page.style.dim(fmt::format("-- {} more lines with -v, or by --fix", left)));
    }
    if (group.objects.size() > 1) line(indent + 5, m_page.style.dim("-- and so for the others; all of them with -v"));
  }

  [[nodiscard]] bool more() const { return m_page.detail == Detail::more; }
  const Page& m_page;
  std::string m_out;
  std::set<std::string> m_told;
};

}  // namespace

std::string place_text(const finding::Declared& declared) {
  const std::string line = fmt::format("{}:{}", declared.file, declared.line);
  return declared.column > 0 ? fmt::format("{}:{}", line, declared.column) : line;
}

// The time itself says more than the audit before it.
std::string changed_text(const finding::Changed& changed) {
  if (!changed.at && !changed.since_audit) return "";
  if (!changed.at) return "changed since the audit of " + minute_text(*changed.since_audit);
  std::string out = "changed " + minute_text(*changed.at);
  if (!changed.after.empty()) out += ", after migration " + changed.after;
  if (!changed.before.empty()) out += changed.after.empty() ? ", before migration " : " and before ";
  return out + changed.before;
}

std::string findings_text(const std::vector<Finding>& findings, const Page& page) {
  return FindingsText(page).run(findings);
}

}  // namespace plumb::report
