// SPDX-License-Identifier: Apache-2.0
#include <fmt/ranges.h>

#include <plumb/catalog/text_list.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// "app, PUBLIC"; nothing if one of them is not known by name.
std::optional<std::string> role_list(const Fix& fix) {
  std::vector<std::string> roles;
  for (const std::string& printed : catalog::parse_text_list(fix.wanted("roles"))) {
    const auto role = fix.role(printed);
    if (!role) return std::nullopt;
    roles.push_back(*role);
  }
  return fmt::format("{}", fmt::join(roles, ", "));
}

void create(Fix& fix, const std::string& policy) {
  const auto roles = role_list(fix);
  if (!roles) {
    if (fix.is_in_new()) fix.leave_open(fmt::format("policy {}, for a role that is not known here", policy));
    return;
  }
  std::string text = fmt::format("CREATE POLICY {}", policy);
  if (fix.wanted("permissive") == "no") text += " AS RESTRICTIVE";
  text += fmt::format(" FOR {} TO {}", fix.wanted("command"), *roles);
  if (fix.desired().attribute("using")) text += fmt::format(" USING ({})", fix.wanted("using"));
  if (fix.desired().attribute("with_check")) text += fmt::format(" WITH CHECK ({})", fix.wanted("with_check"));
  fix.add(std::move(text));
  complete_new(fix, "POLICY " + policy, k_no_acl);
}

// ALTER POLICY can neither change these nor take an expression away.
bool must_be_made_anew(const Fix& fix) {
  const auto loses = [&](std::string_view attribute) {
    const AttributeChange* change = fix.changed(attribute);
    return change != nullptr && !change->expected;
  };
  return fix.changed("command") || fix.changed("permissive") || loses("using") || loses("with_check");
}

void alter(Fix& fix, const std::string& policy) {
  std::string clauses;
  if (fix.changed("roles")) {
    const auto roles = role_list(fix);
    if (!roles) return;
    clauses += " TO " + *roles;
    fix.settle("roles");
  }
  if (fix.changed("using")) {
    clauses += fmt::format(" USING ({})", fix.wanted("using"));
    fix.settle("using");
  }
  if (fix.changed("with_check")) {
    clauses += fmt::format(" WITH CHECK ({})", fix.wanted("with_check"));
    fix.settle("with_check");
  }
  if (!clauses.empty()) fix.add(fmt::format("ALTER POLICY {}{}", policy, clauses));
}

void make_anew(Fix& fix, const std::string& policy) {
  if (!role_list(fix)) return;
  fix.add("DROP POLICY " + policy);
  create(fix, policy);
  for (const std::string_view attribute : {"roles", "command", "permissive", "using", "with_check", "comment"})
    fix.settle(attribute);
}

}  // namespace

void fix_policy(Fix& fix) {
  const std::string policy = fmt::format("{} ON {}", quoted_name(fix.object()), table_of(fix.object()));
  switch (fix.difference().change) {
    case Change::missing:
      return create(fix, policy);
    case Change::unexpected:
      return fix.add("DROP POLICY " + policy);
    case Change::changed:
      if (must_be_made_anew(fix)) {
        return make_anew(fix, policy);
      }
      alter(fix, policy);
      fix.fix_comment("POLICY " + policy);
  }
}

}  // namespace plumb::diff
