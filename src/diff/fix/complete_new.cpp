// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

void give_owner(Fix& fix, const std::string& what) {
  const std::string owner = fix.wanted("owner");
  if (owner.empty() || owner == "{migration role}") return;
  if (const auto role = fix.role(owner)) {
    fix.add(fmt::format("ALTER {} OWNER TO {}", what, *role));
  } else {
    fix.leave_open("owner");
  }
}

}  // namespace

void complete_new(Fix& fix, const std::string& what, std::string_view standard_acl, const std::string& what_in_grant) {
  give_owner(fix, what);
  if (const auto acl = fix.desired().attribute("acl"); acl && !standard_acl.empty()) {
    const std::string& granted_on = what_in_grant.empty() ? what : what_in_grant;
    if (!fix.change_privileges("", granted_on, "", elements(acl), acl_of_new(fix, standard_acl))) fix.leave_open("acl");
  }
  if (const auto comment = fix.desired().attribute("comment")) {
    fix.add(fmt::format("COMMENT ON {} IS {}", what, sql::quote_literal(*comment)));
  }
}

// PostgreSQL 17 brought MAINTAIN.
std::string_view standard_relation_acl(const Fix& fix) {
  constexpr std::string_view k_before = R"(["DELETE TO {owner}","INSERT TO {owner}","REFERENCES TO {owner}",)"
                                        R"("SELECT TO {owner}","TRIGGER TO {owner}","TRUNCATE TO {owner}",)"
                                        R"("UPDATE TO {owner}"])";
  constexpr std::string_view k_now = R"(["DELETE TO {owner}","INSERT TO {owner}","MAINTAIN TO {owner}",)"
                                     R"("REFERENCES TO {owner}","SELECT TO {owner}","TRIGGER TO {owner}",)"
                                     R"("TRUNCATE TO {owner}","UPDATE TO {owner}"])";
  return fix.wanted("acl").find("MAINTAIN TO {owner}") == std::string::npos ? k_before : k_now;
}

}  // namespace plumb::diff
