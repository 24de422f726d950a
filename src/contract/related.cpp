// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/related.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace plumb::contract {
namespace {

using finding::Finding;

// A difference tells the database and the role that runs the migrations by a placeholder: "{migration role}, TABLES".
bool is_same_name(std::string_view placeholder, std::string_view name) {
  const std::size_t end = placeholder.starts_with('{') ? placeholder.find('}') : std::string_view::npos;
  return placeholder == name || (end != std::string_view::npos && name.ends_with(placeholder.substr(end + 1)));
}

// "erun_operations, erun_api, {migration role}": a role, who is a member of it, who made it so.
bool speaks_of_role(const finding::ObjectName& membership, std::string_view role) {
  const std::string names = ", " + membership.name + ",";
  return names.find(fmt::format(", {},", role)) != std::string::npos;
}

// The difference is about the same object, or about one that is part of the other: a policy and its table, a membership
// and one of its roles.
bool is_near(const finding::ObjectName& left, const finding::ObjectName& right) {
  if (left == right) return true;
  if (left.kind == right.kind) {
    return left.schema == right.schema && left.parent == right.parent && left.signature == right.signature &&
           is_same_name(left.name, right.name);
  }
  if (left.kind == "membership" && right.kind == "role") return speaks_of_role(left, right.name);
  if (left.schema != right.schema) return false;
  const bool is_child = right.parent == left.name && left.parent.empty();
  const bool is_parent = left.parent == right.name && right.parent.empty();
  return is_child || is_parent;
}

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
