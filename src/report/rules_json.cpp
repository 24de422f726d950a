// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include <plumb/report/rules.hpp>

#include "rule_facts.hpp"

namespace plumb::report {
namespace {

using contract::Rule;
using nlohmann::ordered_json;

ordered_json to_json(const Rule& rule, const settings::Settings& settings) {
  const RuleFacts facts = facts_of(rule, settings);
  ordered_json knobs = ordered_json::array();
  for (const contract::Knob& knob : rule.knobs) {
    knobs.push_back({{"name", knob.name},
                     {"values", knob_values(rule, knob, settings)},
                     {"default", knob.values},
                     {"what", knob.what}});
  }
  return {{"code", rule.code},
          {"title", rule.title},
          {"severity", finding::name(facts.severity)},
          {"default_severity", finding::name(rule.severity)},
          {"off", facts.off},
          {"object", rule.object},
          {"why", rule.why},
          {"bad", rule.bad},
          {"fixed", rule.fixed},
          {"fix", rule.fix},
          {"knobs", std::move(knobs)},
          {"false_positives", rule.false_positives},
          {"reference", rule.reference},
          {"about", rule.about},
          {"asks_server", is_measured(rule)},
          {"origin", rule.origin == contract::Origin::team ? "team" : "plumb"},
          {"file", rule.origin == contract::Origin::team ? rule.file : ""}};
}

std::string dump(const ordered_json& document) {
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string rules_json(const contract::Rules& rules, const settings::Settings& settings) {
  ordered_json out = ordered_json::array();
  for (const Rule& rule : rules.list()) out.push_back(to_json(rule, settings));
  return dump(out);
}

std::string rule_json(const Rule& rule, const settings::Settings& settings) {
  return dump(to_json(rule, settings));
}

}  // namespace plumb::report
