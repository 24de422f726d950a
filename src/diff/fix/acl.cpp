// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/ranges.h>

#include <plumb/catalog/text_list.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// One element of an ACL as the kinds print it: SELECT TO app [WITH GRANT OPTION] [GRANTED BY other].
struct Privilege {
  std::string privilege;
  std::string grantee;
  bool with_grant_option = false;
  bool by_other = false;  // than the owner: only that role can take it back
};

// A printed role may hold blanks, in quotes or in braces.
std::size_t role_length(std::string_view text) {
  const char close = text.starts_with('"') ? '"' : text.starts_with('{') ? '}' : ' ';
  std::size_t end = text.find(close, 1);
  while (close == '"' && end != std::string_view::npos && text.substr(end + 1).starts_with('"')) {
    end = text.find(close, end + 2);
  }
  if (end == std::string_view::npos) return text.size();
  return close == ' ' ? end : end + 1;
}

Privilege parse_privilege(std::string_view element) {
  constexpr std::string_view k_to = " TO ";
  const std::size_t to = std::min(element.find(k_to), element.size() - k_to.size());
  const std::string_view rest = element.substr(to + k_to.size());
  const std::size_t length = role_length(rest);
  const std::string_view suffix = rest.substr(length);
  return {.privilege = std::string(element.substr(0, to)),
          .grantee = std::string(rest.substr(0, length)),
          .with_grant_option = suffix.starts_with(" WITH GRANT OPTION"),
          .by_other = suffix.find(" GRANTED BY ") != std::string_view::npos};
}

// What is in `left` and not in `right`; both sorted.
std::vector<Privilege> minus(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  std::vector<Privilege> result;
  for (const std::string& element : left) {
    if (!std::ranges::binary_search(right, element)) result.push_back(parse_privilege(element));
  }
  return result;
}

}  // namespace

void Fix::fix_acl(const std::string& what, const std::string& columns, std::string_view attribute) {
  const AttributeChange* change = changed(attribute);
  if (change == nullptr) return;
  if (change_privileges("", what, columns, elements(change->expected), elements(change->actual))) settle(attribute);
}

bool Fix::change_privileges(const std::string& before, const std::string& what, const std::string& columns,
                            const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  const std::vector<Privilege> revoked = minus(actual, expected);
  const std::vector<Privilege> granted = minus(expected, actual);
  const auto is_open = [&](const Privilege& each) { return each.by_other || !role(each.grantee); };
  if (std::ranges::any_of(revoked, is_open) || std::ranges::any_of(granted, is_open)) return false;

  // One statement for the privileges of one role.
  const auto emit = [&](const std::vector<Privilege>& list, std::string_view verb, std::string_view preposition) {
    std::map<std::pair<std::string, bool>, std::vector<std::string>> by_role;
    for (const Privilege& each : list) {
      by_role[{*role(each.grantee), each.with_grant_option}].push_back(each.privilege + columns);
    }
    for (const auto& [key, privileges] : by_role) {
      const bool option = key.second && verb == "GRANT";
      add(fmt::format("{}{} {} ON {} {} {}{}", before, verb, fmt::join(privileges, ", "), what, preposition, key.first,
                      option ? " WITH GRANT OPTION" : ""));
    }
  };
  emit(revoked, "REVOKE", "FROM");
  emit(granted, "GRANT", "TO");
  return true;
}

}  // namespace plumb::diff
