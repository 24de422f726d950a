// SPDX-License-Identifier: Apache-2.0
// The rules of the contract, as plumb.yaml has them: a list, or one explained. For people, as JSON, and as Markdown.
#pragma once

#include <string>

#include <plumb/contract/rule.hpp>
#include <plumb/report/style.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::report {

// By class, each with its severity and what plumb.yaml changes about it; how many there are.
[[nodiscard]] std::string rules_text(const contract::Rules& rules, const settings::Settings& settings,
                                     const Style& style);
// An array of what rule_json() tells, by code.
[[nodiscard]] std::string rules_json(const contract::Rules& rules, const settings::Settings& settings);
// A table for each class.
[[nodiscard]] std::string rules_markdown(const contract::Rules& rules, const settings::Settings& settings);

// Why, an example, the remedy, knobs and what they are set to, false positives, reference, how it is found. What a rule
// does not say is left out; of JSON it is "".
[[nodiscard]] std::string rule_text(const contract::Rule& rule, const settings::Settings& settings, const Style& style);
[[nodiscard]] std::string rule_json(const contract::Rule& rule, const settings::Settings& settings);
[[nodiscard]] std::string rule_markdown(const contract::Rule& rule, const settings::Settings& settings);

}  // namespace plumb::report
