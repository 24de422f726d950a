// SPDX-License-Identifier: Apache-2.0
// What a rule is here: as its file says, and as plumb.yaml changes it.
#pragma once

#include <string>
#include <vector>

#include <plumb/contract/rule.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::report {

struct RuleFacts {
  bool off = false;
  finding::Severity severity = finding::Severity::high;  // that counts
  std::string changes;  // "off in plumb.yaml", "low in the rule, knob extra_policy_roles set"; "": nothing
};

[[nodiscard]] RuleFacts facts_of(const contract::Rule& rule, const settings::Settings& settings);

// What the knob is set to.
[[nodiscard]] std::vector<std::string> knob_values(const contract::Rule& rule, const contract::Knob& knob,
                                                   const settings::Settings& settings);

// "a SELECT over the catalog", "by asking the server", "by code of plumb (prover)".
[[nodiscard]] std::string how_found(const contract::Rule& rule);

// "130 rules: 27 critical, 56 high; 1 off".
[[nodiscard]] std::string count_rules(const contract::Rules& rules, const settings::Settings& settings);

}  // namespace plumb::report
