// SPDX-License-Identifier: Apache-2.0
#include "rule_facts.hpp"

#include <map>

#include <fmt/format.h>

namespace plumb::report {

RuleFacts facts_of(const contract::Rule& rule, const settings::Settings& settings) {
  RuleFacts out{.off = false, .severity = rule.severity, .changes = {}};
  const auto found = settings.rules.find(rule.code);
  if (found == settings.rules.end()) return out;
  const settings::RuleSetting& setting = found->second;
  out.off = setting.off;
  out.severity = setting.severity.value_or(rule.severity);
  std::vector<std::string> changes;
  if (setting.off) changes.emplace_back("off");
  if (out.severity != rule.severity) changes.push_back(fmt::format("not {}", finding::name(rule.severity)));
  for (const auto& [name, values] : setting.knobs) changes.push_back(fmt::format("{} set", name));
  if (!changes.empty()) out.changes = fmt::format("plumb.yaml: {}", fmt::join(changes, ", "));
  return out;
}

std::vector<std::string> knob_values(const contract::Rule& rule, const contract::Knob& knob,
                                     const settings::Settings& settings) {
  const auto found = settings.knobs.find(rule.code + "." + knob.name);
  return found == settings.knobs.end() ? knob.values : found->second;
}

std::string how_found(const contract::Rule& rule) {
  if (is_measured(rule)) return "by asking the server, in a read-only transaction";
  if (!rule.algorithm.empty()) return fmt::format("by code of plumb ({})", rule.algorithm);
  return "by a SELECT over the catalog";
}

std::string count_rules(const contract::Rules& rules, const settings::Settings& settings) {
  std::map<finding::Severity, std::size_t> counts;
  std::size_t off = 0;
  for (const contract::Rule& rule : rules.list()) {
    const RuleFacts facts = facts_of(rule, settings);
    facts.off ? ++off : ++counts[facts.severity];
  }
  std::vector<std::string> parts;
  for (const auto& [severity, count] : counts) parts.push_back(fmt::format("{} {}", count, finding::name(severity)));
  if (off > 0) parts.push_back(fmt::format("{} off", off));
  return fmt::format("{} rules: {}", rules.list().size(), fmt::join(parts, ", "));
}

}  // namespace plumb::report
