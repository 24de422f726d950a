// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/contract/rule_class.hpp>
#include <plumb/report/rules.hpp>

#include "rule_facts.hpp"

namespace plumb::report {
namespace {

using contract::Rule;

// In a cell of a table.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) text.insert(at, "\\");
  return text;
}

std::string sql_block(const std::string& text) {
  return text.empty() ? "" : fmt::format("```sql\n{}\n```\n", text);
}

void add_section(std::string& out, std::string_view title, const std::string& body) {
  if (!body.empty()) out += fmt::format("\n## {}\n\n{}", title, body);
}

std::string line(const std::string& text) {
  return text.empty() ? "" : text + "\n";
}

std::string list_text(const std::vector<std::string>& values) {
  return values.empty() ? "none" : fmt::format("`{}`", fmt::join(values, ", "));
}

std::string knobs_table(const Rule& rule, const settings::Settings& settings) {
  if (rule.knobs.empty()) return "";
  std::string out = "| knob | here | what |\n|---|---|---|\n";
  for (const contract::Knob& knob : rule.knobs) {
    out += fmt::format("| `{}` | {} | {} |\n", knob.name, cell(list_text(knob_values(rule, knob, settings))),
                       cell(knob.what));
  }
  return out;
}

}  // namespace

std::string rules_markdown(const contract::Rules& rules, const settings::Settings& settings) {
  std::string out = "# Rules\n\n" + count_rules(rules, settings) + "\n";
  for (const contract::RuleClass& each : contract::by_class(rules)) {
    out += fmt::format("\n## {}: {}\n\n| rule | severity | what |\n|---|---|---|\n", each.prefix, each.title);
    for (const Rule* rule : each.rules) {
      const RuleFacts facts = facts_of(*rule, settings);
      out += fmt::format("| {} | {} | {}{} |\n", rule->code, facts.off ? "off" : finding::name(facts.severity),
                         cell(rule->title), facts.changes.empty() ? "" : " (" + cell(facts.changes) + ")");
    }
  }
  return out;
}

std::string rule_markdown(const Rule& rule, const settings::Settings& settings) {
  const RuleFacts facts = facts_of(rule, settings);
  std::string out = fmt::format("# {}: {}\n\nSeverity {}, about a {}.{}\n\n{}\n", rule.code, rule.title,
                                finding::name(facts.severity), rule.object,
                                facts.changes.empty() ? "" : " " + facts.changes + ".", rule.why);
  add_section(out, "What breaks it", sql_block(rule.bad));
  add_section(out, "Remedy", sql_block(rule.fix.empty() ? rule.fixed : rule.fix));
  add_section(out, "Knobs", knobs_table(rule, settings));
  add_section(out, "False positives", line(rule.false_positives));
  add_section(out, "Reference", line(rule.reference));
  add_section(out, "How it is found", fmt::format("It is found {}.\n", how_found(rule)));
  return out;
}

}  // namespace plumb::report
