// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include <plumb/contract/rule_class.hpp>
#include <plumb/report/rules.hpp>

#include "rule_facts.hpp"

namespace plumb::report {
namespace {

using contract::Rule;

constexpr std::size_t k_width = 100;

std::string painted(finding::Severity severity, std::string_view text, const Style& style) {
  if (severity <= finding::Severity::high) return style.red(text);
  return severity == finding::Severity::info ? style.dim(text) : style.yellow(text);
}

std::string row(const Rule& rule, const settings::Settings& settings, const Style& style) {
  const RuleFacts facts = facts_of(rule, settings);
  const std::string severity = fmt::format("{:<8}", facts.off ? "off" : finding::name(facts.severity));
  const std::string note = facts.changes.empty() ? "" : "  " + style.dim("(" + facts.changes + ")");
  return fmt::format("  {:<7} {}  {}{}\n", rule.code,
                     facts.off ? style.dim(severity) : painted(facts.severity, severity, style), rule.title, note);
}

// In lines of at most k_width bytes, each moved in by two.
std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t used = k_width;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool fits = used + 1 + word.size() <= k_width;
    out += fits ? " " : (out.empty() ? "  " : "\n  ");
    out += word;
    used = fits ? used + 1 + word.size() : 2 + word.size();
  }
  return out.empty() ? out : out + "\n";
}

std::string moved_in(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("  {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

class Page {
 public:
  explicit Page(const Style& style) : m_style(style) {}

  void section(std::string_view title, const std::string& body) {
    if (!body.empty()) m_out += fmt::format("\n{}\n{}", m_style.bold(title), body);
  }
  std::string m_out;

 private:
  const Style& m_style;
};

std::string list_text(const std::vector<std::string>& values) {
  return values.empty() ? "none" : fmt::format("{}", fmt::join(values, ", "));
}

std::string knobs_text(const Rule& rule, const settings::Settings& settings) {
  std::string out;
  for (const contract::Knob& knob : rule.knobs) {
    const std::vector<std::string> values = knob_values(rule, knob, settings);
    out += fmt::format("  {} = {}{}\n", knob.name, list_text(values),
                       values == knob.values ? "" : fmt::format("  (plumb.yaml; else {})", list_text(knob.values)));
    out += moved_in(wrapped(knob.what));
  }
  return out;
}

}  // namespace

std::string rules_text(const contract::Rules& rules, const settings::Settings& settings, const Style& style) {
  std::string out;
  for (const contract::RuleClass& each : contract::by_class(rules)) {
    out += style.bold(fmt::format("{}: {}", each.prefix, each.title)) + "\n";
    for (const Rule* rule : each.rules) out += row(*rule, settings, style);
    out += "\n";
  }
  return out + count_rules(rules, settings) + "\n";
}

std::string rule_text(const Rule& rule, const settings::Settings& settings, const Style& style) {
  const RuleFacts facts = facts_of(rule, settings);
  Page page(style);
  page.m_out = fmt::format("{} {}\n{}, about a {}{}{}\n", style.bold(rule.code), style.bold(rule.title),
                           painted(facts.severity, finding::name(facts.severity), style), rule.object,
                           rule.origin == contract::Origin::team ? ", of " + rule.file : "",
                           facts.changes.empty() ? "" : " (" + facts.changes + ")");
  page.section("Why", wrapped(rule.why));
  page.section("What breaks it", moved_in(rule.bad));
  page.section("Remedy", moved_in(rule.fix.empty() ? rule.fixed : rule.fix));
  page.section("Knobs", knobs_text(rule, settings));
  page.section("False positives", wrapped(rule.false_positives));
  page.section("Reference", wrapped(rule.reference));
  page.section("Found", wrapped(how_found(rule)));
  return page.m_out;
}

}  // namespace plumb::report
