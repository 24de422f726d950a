// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/rule_class.hpp>

#include <algorithm>

#include "contract_sql.hpp"

namespace plumb::contract {
namespace {

std::string_view prefix_of(std::string_view code) {
  return code.substr(0, code.find_first_of("0123456789"));
}

// "RLS Row security and policies", a line each.
std::vector<RuleClass> known_classes() {
  std::vector<RuleClass> out;
  std::string_view rest = text::rule_classes_txt;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t blank = line.find(' ');
    out.push_back({.prefix = line.substr(0, blank), .title = line.substr(blank + 1), .rules = {}});
  }
  return out;
}

}  // namespace

std::vector<RuleClass> by_class(const Rules& rules) {
  std::vector<RuleClass> out = known_classes();
  for (const Rule& rule : rules.list()) {
    const std::string_view prefix = prefix_of(rule.code);
    auto place = std::find_if(out.begin(), out.end(), [prefix](const auto& each) { return each.prefix == prefix; });
    if (place == out.end()) {
      out.push_back({.prefix = prefix, .title = "a team's own rules", .rules = {}});
      place = out.end() - 1;
    }
    place->rules.push_back(&rule);
  }
  std::erase_if(out, [](const RuleClass& each) { return each.rules.empty(); });
  return out;
}

}  // namespace plumb::contract
