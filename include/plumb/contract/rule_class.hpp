// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <plumb/contract/rule.hpp>

namespace plumb::contract {

// Rules whose codes begin with the same letters.
struct RuleClass {
  std::string_view prefix;  // "RLS"
  std::string_view title;   // "Row security and policies"; for a team's own letters: "a team's own rules"
  std::vector<const Rule*> rules;
};

// The classes that have rules, in the order of docs/rules; those of a team come last. The rules outlive the result.
[[nodiscard]] std::vector<RuleClass> by_class(const Rules& rules);

}  // namespace plumb::contract
