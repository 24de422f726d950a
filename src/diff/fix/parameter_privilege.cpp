// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// "SET WITH GRANT OPTION" → "SET TO app WITH GRANT OPTION", as in an ACL.
std::vector<std::string> privileges(const std::optional<catalog::Object>& object, const std::string& grantee) {
  std::vector<std::string> result;
  if (!object) return result;
  for (std::string element : elements(object->attribute("privileges"))) {
    const std::size_t end = std::min({element.find(" WITH GRANT"), element.find(" GRANTED BY "), element.size()});
    result.push_back(element.insert(end, " TO " + grantee));
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace

void fix_parameter_privilege(Fix& fix) {
  const std::string grantee(fix.object().identity("grantee"));
  const std::string what = fmt::format("PARAMETER {}", fix.object().identity("parameter"));
  if (fix.change_privileges("", what, "", privileges(fix.difference().desired, grantee),
                            privileges(fix.difference().live, grantee))) {
    fix.settle("privileges");
  }
}

}  // namespace plumb::diff
