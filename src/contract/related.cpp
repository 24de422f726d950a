// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/related.hpp>

#include <algorithm>

namespace plumb::contract {
namespace {

using finding::Finding;

// "policy", or "table.row_security".
bool speaks_of(const Finding& difference, std::string_view fact) {
  const std::size_t dot = std::min(fact.find('.'), fact.size());
  if (difference.object.kind != fact.substr(0, dot)) return false;
  // An object that is missing, or should not be there, has all of its facts wrong.
  if (dot == fact.size() || difference.attributes.empty()) return true;
  return std::any_of(difference.attributes.begin(), difference.attributes.end(),
                     [&](const auto& attribute) { return attribute.name == fact.substr(dot + 1); });
}

bool is_cause(const Finding& difference, const Finding& breach, const Rule& rule) {
  if (rule.about.empty()) return difference.object == breach.object;
  return is_near(difference.object, breach.object) &&
         std::any_of(rule.about.begin(), rule.about.end(),
                     [&difference](const std::string& fact) { return speaks_of(difference, fact); });
}

void link(Finding& left, const Finding& right) {
  const auto place = std::lower_bound(left.related.begin(), left.related.end(), right.code);
  if (place == left.related.end() || *place != right.code) left.related.insert(place, right.code);
}

}  // namespace

void relate(std::vector<Finding>& findings, const Rules& rules) {
  for (Finding& breach : findings) {
    const Rule* rule = breach.cls == finding::Class::contract ? rules.find(breach.code) : nullptr;
    if (rule == nullptr) continue;
    for (Finding& difference : findings) {
      if (difference.cls != finding::Class::drift || !is_cause(difference, breach, *rule)) continue;
      link(breach, difference);
      link(difference, breach);
    }
  }
}

}  // namespace plumb::contract
