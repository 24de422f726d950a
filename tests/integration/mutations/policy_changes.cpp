// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/text_list.hpp>

#include "changes.hpp"

namespace plumb::test {
namespace {

// Expressions in place of a policy's own, which is {}.
const std::vector<std::string> k_expressions = {
    "true",
    "false",
    "tenant_id IS NOT NULL",
    "{} OR true",
    "{} OR created_at > '2026-01-01'",
    "{} OR current_user = 'erun_tenant'",
    "{} IS NOT FALSE",
    "tenant_id <> erun_current_tenant_id()",
    "tenant_id = current_setting('erun.tenant_id', true)::uuid",
    "tenant_id IN (SELECT t.tenant_id FROM tenants t)",
    "tenant_id = coalesce(erun_current_tenant_id(), tenant_id)",
    "{} AND created_at IS NOT NULL",
    "{} OR erun_current_tenant_id() IS NULL",
    "{} OR current_setting('erun.is_operations', true) = 'on'",
    "tenant_id = ANY (string_to_array(current_setting('erun.tenant_id', true), ',')::uuid[])",
    "starts_with(tenant_id::text, current_setting('erun.tenant_id', true))",
    "tenant_id::text = current_setting('erun.tenant_id', true)"};

struct Policy {
  std::string table;
  std::string name;
  std::string command;
  std::string roles;
  std::string using_expression;
  std::string check;
  bool permissive = true;

  [[nodiscard]] std::string create() const {
    return fmt::format("CREATE POLICY {} ON {} AS {} FOR {} TO {}{}{}", name, table,
                       permissive ? "PERMISSIVE" : "RESTRICTIVE", command, roles,
                       using_expression.empty() ? "" : fmt::format(" USING ({})", using_expression),
                       check.empty() ? "" : fmt::format(" WITH CHECK ({})", check));
  }
};

Policy read(const catalog::Object& policy) {
  std::string roles;
  for (const std::string& role : catalog::parse_text_list(std::string(policy.attribute("roles").value_or("[]")))) {
    roles += (roles.empty() ? "" : ", ") + role;
  }
  return {.table = relation_of(policy),
          .name = quoted(policy.identity("name")),
          .command = std::string(policy.attribute("command").value_or("ALL")),
          .roles = roles,
          .using_expression = std::string(policy.attribute("using").value_or("")),
          .check = std::string(policy.attribute("with_check").value_or("")),
          .permissive = policy.attribute("permissive") == "yes"};
}

std::string filled(const std::string& pattern, const std::string& expression) {
  const std::size_t at = pattern.find("{}");
  if (at == std::string::npos) return pattern;
  return pattern.substr(0, at) + "(" + expression + ")" + pattern.substr(at + 2);
}

void add_expressions(Changes& changes, const std::string& object, const Policy& policy) {
  for (const std::string& pattern : k_expressions) {
    for (const auto& [word, own] : {std::pair{"USING", policy.using_expression}, {"WITH CHECK", policy.check}}) {
      if (own.empty()) continue;
      changes.add(object, fmt::format("{} ({})", word, pattern),
                  fmt::format("ALTER POLICY {} ON {} {} ({})", policy.name, policy.table, word, filled(pattern, own)));
    }
  }
}

// What only a new policy of the same name can have.
void add_replaced(Changes& changes, const std::string& object, const Policy& policy) {
  const auto again = [&](const std::string& change, Policy other) {
    changes.add(object, change, fmt::format("DROP POLICY {} ON {}; {}", policy.name, policy.table, other.create()));
  };
  Policy other = policy;
  other.permissive = !other.permissive;
  again(other.permissive ? "permissive" : "restrictive", other);
  for (const char* command : {"SELECT", "UPDATE", "DELETE"}) {
    other = policy;
    other.command = command;
    if (other.using_expression.empty()) other.using_expression = other.check;
    if (other.command != "UPDATE") other.check.clear();
    if (policy.command != command) again(fmt::format("FOR {}", command), other);
  }
  other = policy;
  other.check.clear();
  if (!policy.check.empty() && !policy.using_expression.empty()) again("without WITH CHECK", other);
  other = policy;
  other.using_expression.clear();
  if (!policy.check.empty() && !policy.using_expression.empty()) again("without USING", other);
}

void add_policies(Changes& changes) {
  changes.for_each("policy", [&](const catalog::Object& each) {
    const Policy policy = read(each);
    const std::string object = fmt::format("policy {}.{}", policy.table, policy.name);
    add_expressions(changes, object, policy);
    add_replaced(changes, object, policy);
    for (const char* roles :
         {"PUBLIC", "erun_tenant", "erun_operations", "erun_api", "erun_owner", "erun_tenant, erun_operations"}) {
      changes.add(object, fmt::format("TO {}", roles),
                  fmt::format("ALTER POLICY {} ON {} TO {}", policy.name, policy.table, roles));
    }
    changes.add(object, "rename", fmt::format("ALTER POLICY {} ON {} RENAME TO renamed", policy.name, policy.table));
    changes.add(object, "drop", fmt::format("DROP POLICY {} ON {}", policy.name, policy.table));
    changes.add(object, "comment", fmt::format("COMMENT ON POLICY {} ON {} IS 'changed'", policy.name, policy.table));
  });
}

void add_new_policies(Changes& changes) {
  changes.for_each("table", [&](const catalog::Object& table) {
    const std::string name = relation_of(table);
    for (const char* roles : {"erun_tenant", "PUBLIC", "erun_api"}) {
      for (const auto& [command, clause] : {std::pair{"ALL", "USING (true)"},
                                            {"SELECT", "USING (true)"},
                                            {"UPDATE", "USING (true)"},
                                            {"DELETE", "USING (true)"},
                                            {"INSERT", "WITH CHECK (true)"}}) {
        if (std::string_view(roles) == "erun_tenant") {
          changes.add(
              "table " + name, fmt::format("new restrictive policy FOR {} {}", command, clause),
              fmt::format("CREATE POLICY added ON {} AS RESTRICTIVE FOR {} TO {} {}", name, command, roles, clause));
        }
        changes.add("table " + name, fmt::format("new policy FOR {} TO {} {}", command, roles, clause),
                    fmt::format("CREATE POLICY added ON {} FOR {} TO {} {}", name, command, roles, clause));
      }
    }
  });
}

}  // namespace

void add_policy_changes(Changes& changes) {
  add_policies(changes);
  add_new_policies(changes);
}

}  // namespace plumb::test
