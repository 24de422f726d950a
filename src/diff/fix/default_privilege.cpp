// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// The elements of one side; none where there is no such object. The role itself is "{owner}" there.
std::vector<std::string> elements(const std::optional<catalog::Object>& object, std::string_view attribute,
                                  const std::string& role) {
  std::vector<std::string> result;
  if (!object) return result;
  constexpr std::string_view k_owner = " TO {owner}";
  for (std::string element : catalog::parse_text_list(object->attribute(attribute).value_or("[]"))) {
    const std::size_t at = element.find(k_owner);
    if (at != std::string::npos) element.replace(at, k_owner.size(), " TO " + role);
    result.push_back(std::move(element));
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace

// Of default_privilege and schema_default_privilege: what is granted on top of the server's own, what is taken off it.
void fix_default_privilege(Fix& fix) {
  const catalog::Object& object = fix.object();
  const auto role = fix.role(object.identity("role"));
  if (!role) return;
  const std::string_view schema = object.identity("schema");
  const std::string before = fmt::format("ALTER DEFAULT PRIVILEGES FOR ROLE {}{} ", *role,
                                         schema.empty() ? "" : " IN SCHEMA " + sql::quote_identifier_if_needed(schema));
  const std::string type(object.identity("type"));
  const Difference& difference = fix.difference();
  const auto change = [&](std::string_view attribute, const auto& expected, const auto& actual) {
    if (fix.change_privileges(before, type, "", elements(expected, attribute, *role),
                              elements(actual, attribute, *role))) {
      fix.settle(attribute);
    }
  };
  change("granted", difference.desired, difference.live);
  // What is to be taken off is revoked, so the two sides change places.
  change("revoked", difference.live, difference.desired);
}

}  // namespace plumb::diff
