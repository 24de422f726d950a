// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/infer.hpp>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include <fmt/format.h>

#include <plumb/base/counted.hpp>
#include <plumb/scaffold/table_name.hpp>

#include "infer_tables.hpp"
#include "vote.hpp"

namespace plumb::workflow {
namespace {

using catalog::Object;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// "users_tenant_policy" of users → "{table}_tenant_policy"; "" where the name does not hold the table's.
std::string pattern_of(const std::string& name, const std::string& table, const std::string& command = "") {
  std::string out = name;
  const std::size_t at = out.find(table);
  if (at == std::string::npos) return {};
  out.replace(at, table.size(), "{table}");
  const std::string word = lower(command);
  const std::size_t verb = word.empty() ? std::string::npos : out.rfind(word);
  if (verb != std::string::npos) out.replace(verb, word.size(), "{command}");
  return out;
}

bool has_any(const std::string& name, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

// Also where the table's name was cut for it.
bool follows(const InferPolicy& policy, const std::string& pattern, const std::string& table) {
  if (pattern_of(policy.name, table, policy.command == "ALL" ? "" : policy.command) == pattern) return true;
  std::string wanted = pattern;
  constexpr std::string_view k_command = "{command}";
  if (const std::size_t at = wanted.find(k_command); at != std::string::npos) {
    wanted.replace(at, k_command.size(), lower(policy.command));
  }
  return policy.name == scaffold::fill_pattern(wanted, table);
}

class Inferrer {
 public:
  Inferrer(const catalog::Catalog& catalog, const std::string& migration_role)
      : m_catalog(catalog), m_role(migration_role), m_tables(infer_tables(catalog, migration_role)) {}

  Inferred infer() {
    find_tenant();
    find_roles();
    find_setting();
    classify();
    find_schemas();
    list_shared();
    find_names();
    find_owner();
    find_timestamps();
    find_logins();
    for (const InferTable* table : m_tenant_tables) judge(*table);
    m_out.tenant_tables = m_tenant_tables.size();
    return std::move(m_out);
  }

 private:
  void outlier(const InferTable& table, const std::string& what) {
    m_out.outliers.push_back(fmt::format("{}: {}", table.text(), what));
  }

  void find_tenant() {
    Vote columns, functions, types, roots;
    for (const InferTable& table : m_tables) {
      for (const InferPolicy& policy : table.policies) {
        if (!policy.column) continue;
        columns.add(*policy.column);
        if (!policy.function.empty()) functions.add(policy.function);
      }
    }
    settings::Tenant& tenant = m_out.settings.tenant;
    tenant.column = columns.winner(tenant.column);
    tenant.function = functions.winner(tenant.function);
    for (const InferTable& table : m_tables) {
      if (const auto type = table.columns.find(tenant.column); type != table.columns.end()) types.add(type->second);
    }
    tenant.type = types.winner(tenant.type);
    for_each_object(m_catalog, "constraint", [&](const Object& o) {
      if (attribute_list(o, "columns") == std::vector{tenant.column} && attribute_text(o, "type") == "foreign key") {
        roots.add(attribute_text(o, "referenced_table"));
      }
    });
    tenant.table = roots.winner(tenant.table);
  }

  void find_roles() {
    Vote tenants, operations;
    settings::Roles& roles = m_out.settings.roles;
    const auto vote = [&](auto counts, Vote& votes, const std::string& taken) {
      for (const InferTable& table : m_tables) {
        for (const InferPolicy& policy : table.policies) {
          for (const std::string& role : policy.roles) {
            if (counts(policy) && role != k_everybody && role != taken) votes.add(role);
          }
        }
      }
    };
    const std::string& column = m_out.settings.tenant.column;
    vote([&](const InferPolicy& policy) { return policy.column == column; }, tenants, "");
    roles.tenant = tenants.winner(roles.tenant);
    vote([](const InferPolicy& policy) { return policy.always; }, operations, roles.tenant);
    roles.operations = operations.winner(roles.operations);
  }

  void find_setting() {
    Vote settings;
    settings::Tenant& tenant = m_out.settings.tenant;
    bool has_function = false;
    for_each_object(m_catalog, "function", [&](const Object& o) {
      if (o.identity("name") != tenant.function) return;
      has_function = true;
      if (const std::string found = setting_read_by(attribute_text(o, "body")); !found.empty()) settings.add(found);
    });
    if (settings.empty()) {
      for (const InferTable& table : m_tables) {
        for (const InferPolicy& policy : table.policies) {
          if (!policy.setting.empty()) settings.add(policy.setting);
        }
      }
    }
    if (!has_function && !settings.empty()) {
      m_out.outliers.push_back(
          fmt::format("policies read the setting themselves; the contract wants a function, say {}", tenant.function));
    } else if (settings.empty()) {
      m_out.outliers.push_back(fmt::format("function {}: which setting it reads could not be told", tenant.function));
    }
    tenant.setting = settings.winner(tenant.setting);
  }

  [[nodiscard]] bool is_granted(const InferTable& table) const {
    return std::ranges::find(table.grants, m_out.settings.roles.tenant, &InferGrant::role) != table.grants.end();
  }

  // A root by which a tenant is found, and so not behind row level security. The blueprint's own may be read by the
  // tenant role; of any other table that is taken for a mistake.
  [[nodiscard]] bool is_root(const InferTable& table) const {
    if (table.name == m_out.settings.tenant.table) return true;
    if (table.row_security || !table.policies.empty()) return false;
    const std::vector<std::string> known = settings::Tables().root;
    return !is_granted(table) || std::ranges::find(known, table.name) != known.end();
  }

  // As plumb.yaml has to call it: with the schema where the name alone is that of several tables.
  [[nodiscard]] std::string name_of(const InferTable& table) const {
    const auto count = std::ranges::count(m_tables, table.name, &InferTable::name);
    return count == 1 ? table.name : fmt::format("{}.{}", table.schema, table.name);
  }

  void classify() {
    settings::Tables& out = m_out.settings.tables;
    out.root = {m_out.settings.tenant.table};
    out.append_only.clear();
    for (const InferTable& table : m_tables) {
      const bool owned = table.columns.contains(m_out.settings.tenant.column);
      if (table.partition) continue;
      if ((owned || table.name == out.root.front()) && is_root(table)) {
        m_schemas.insert(table.schema);
        if (table.name != out.root.front()) out.root.push_back(name_of(table));
      } else if (owned) {
        m_tenant_tables.push_back(&table);
        m_schemas.insert(table.schema);
        if (is_append_only(table)) out.append_only.push_back(name_of(table));
      }
    }
  }

  [[nodiscard]] static bool is_append_only(const InferTable& table) {
    return !table.policies.empty() && std::ranges::all_of(table.policies, [](const InferPolicy& policy) {
      return policy.command == "SELECT" || policy.command == "INSERT";
    });
  }

  // Those of the tenants' tables and roots, and of the context function.
  void find_schemas() {
    for_each_object(m_catalog, "function", [&](const Object& o) {
      if (o.identity("name") == m_out.settings.tenant.function) m_schemas.emplace(o.identity("schema"));
    });
    if (!m_tenant_tables.empty()) m_out.settings.schemas.assign(m_schemas.begin(), m_schemas.end());
  }

  void list_shared() {
    std::map<std::string, int> elsewhere;
    for (const InferTable& table : m_tables) {
      if (table.partition || table.columns.contains(m_out.settings.tenant.column)) continue;
      if (table.name == m_out.settings.tenant.table) continue;
      if (m_schemas.contains(table.schema)) {
        m_out.shared.push_back(name_of(table));
      } else {
        ++elsewhere[table.schema];
      }
    }
    for (const auto& [schema, count] : elsewhere) {
      m_out.outliers.push_back(
          fmt::format("schema {}: {} without a tenant, and nothing else; it is not among the schemas", schema,
                      counted(count, "table")));
    }
  }

  void find_names() {
    Vote tenant, operations, tenant_command, operations_command;
    const settings::Roles& roles = m_out.settings.roles;
    const auto count = [](Vote& vote, const std::string& pattern, std::string_view part) {
      if (pattern.find(part) != std::string::npos) vote.add(pattern);
    };
    for (const InferTable* table : m_tenant_tables) {
      for (const InferPolicy& policy : table->policies) {
        const bool all = policy.command == "ALL";
        const std::string_view part = all ? "{table}" : "{command}";
        const std::string pattern = pattern_of(policy.name, table->name, all ? "" : policy.command);
        if (policy.is_for(roles.tenant)) count(all ? tenant : tenant_command, pattern, part);
        if (policy.is_for(roles.operations)) count(all ? operations : operations_command, pattern, part);
      }
    }
    settings::Names& names = m_out.settings.names;
    names.tenant_policy = {tenant.winner(names.tenant_policy.front())};
    names.operations_policy = {operations.winner(names.operations_policy.front())};
    names.tenant_command_policy = {tenant_command.winner(names.tenant_command_policy.front())};
    names.operations_command_policy = {operations_command.winner(names.operations_command_policy.front())};
  }

  // A superuser is never proposed: the contract has to go on saying that no policy binds it.
  void find_owner() {
    std::set<std::string> superusers;
    for_each_object(m_catalog, "role", [&](const Object& o) {
      if (attribute_text(o, "superuser") == "yes") superusers.insert(role_name(o.identity("name"), m_role));
    });
    Vote owners;
    std::map<std::string, int> unbound;
    for (const InferTable* table : m_tenant_tables) {
      if (superusers.contains(table->owner)) {
        ++unbound[table->owner];
      } else {
        owners.add(table->owner);
      }
    }
    if (!owners.empty()) m_out.settings.roles.owners = {owners.winner()};
    for (const auto& [role, count] : unbound) {
      m_out.outliers.push_back(fmt::format(
          "role {}: owns {} of the tenant-owned tables and is a superuser, whom no policy binds", role, count));
    }
    m_superusers = std::move(superusers);
  }

  void find_timestamps() {
    Vote patterns, functions, created, updated;
    settings::Timestamps& out = m_out.settings.timestamps;
    for (const InferTable* table : m_tenant_tables) {
      for (const auto& [name, function] : table->triggers) functions.add(function);
      for (const auto& [name, type] : table->columns) {
        if (!type.starts_with("timestamp")) continue;
        if (has_any(name, {"creat", "insert"})) created.add(name);
        if (has_any(name, {"updat", "modif", "chang"})) updated.add(name);
      }
    }
    out.function = functions.winner(out.function);
    out.created = created.winner(out.created);
    out.updated = updated.winner(out.updated);
    for (const InferTable* table : m_tenant_tables) {
      for (const auto& [name, function] : table->triggers) {
        const std::string pattern = function == out.function ? pattern_of(name, table->name) : "";
        if (!pattern.empty()) patterns.add(pattern);
      }
    }
    m_out.settings.names.timestamps_trigger = patterns.winner(m_out.settings.names.timestamps_trigger);
  }

  // Who may take up one of the two roles, also by way of a group. Nobody is an answer, too.
  void find_logins() {
    const settings::Roles& roles = m_out.settings.roles;
    std::set<std::string> can_login;
    std::map<std::string, std::vector<std::string>> members;
    for_each_object(m_catalog, "role", [&](const Object& o) {
      if (attribute_text(o, "login") == "yes") can_login.insert(role_name(o.identity("name"), m_role));
    });
    for_each_object(m_catalog, "membership", [&](const Object& o) {
      const std::string role = role_name(o.identity("role"), m_role);
      const std::string member = role_name(o.identity("member"), m_role);
      if (attribute_text(o, "set") != "no") members[role].push_back(member);
      if (role != roles.tenant && role != roles.operations) return;
      if (!can_login.contains(member) || m_superusers.contains(member)) return;
      if (attribute_text(o, "inherit") == "yes") {
        m_out.outliers.push_back(
            fmt::format("role {}: inherits {}, so its policies hold before SET ROLE", member, role));
      }
    });
    std::set<std::string> logins;
    std::set<std::string> groups;
    std::vector<std::string> next = {roles.tenant, roles.operations};
    while (!next.empty()) {
      const std::string role = std::move(next.back());
      next.pop_back();
      for (const std::string& member : members[role]) {
        if (m_superusers.contains(member)) continue;
        if ((can_login.contains(member) ? logins : groups).insert(member).second) next.push_back(member);
      }
    }
    for (const std::string& group : groups) {
      if (group == roles.tenant || group == roles.operations) continue;
      m_out.outliers.push_back(
          fmt::format("role {}: may SET ROLE and is no login; name it in PRV506.principals if it should", group));
    }
    m_out.settings.roles.logins.assign(logins.begin(), logins.end());
  }

  // What of a tenant-owned table is not as the others have it.
  void judge(const InferTable& table) {
    const settings::Settings& want = m_out.settings;
    if (!table.row_security) outlier(table, "row level security is off");
    if (table.row_security && !table.forced) outlier(table, "row level security is not forced");
    if (table.owner != want.roles.owners.front() && !m_superusers.contains(table.owner)) {
      outlier(table, fmt::format("belongs to {}", table.owner));
    }
    if (const std::string& type = table.columns.at(want.tenant.column); type != want.tenant.type) {
      outlier(table, fmt::format("{} is {}", want.tenant.column, type));
    }
    bool has_tenant = false;
    for (const InferPolicy& policy : table.policies) {
      has_tenant = has_tenant || policy.is_for(want.roles.tenant);
      judge_policy(table, policy);
    }
    if (!has_tenant) outlier(table, fmt::format("no policy for {}", want.roles.tenant));
    judge_trigger(table);
  }

  void judge_policy(const InferTable& table, const InferPolicy& policy) {
    const settings::Settings& want = m_out.settings;
    const bool tenant = policy.is_for(want.roles.tenant);
    const bool operations = policy.is_for(want.roles.operations);
    const auto note = [&](const std::string& what) { outlier(table, fmt::format("policy {} {}", policy.name, what)); };
    if (policy.is_for(std::string(k_everybody))) return note("is for everybody");
    if (tenant == operations) return note(tenant ? "is for both roles" : "is for other roles");
    if (tenant && policy.column != want.tenant.column) note("does not compare the tenant as the others do");
    if (operations && !policy.always) note("is not `true`");
    const bool all = policy.command == "ALL";
    const settings::Names& names = want.names;
    const std::string& pattern = tenant ? (all ? names.tenant_policy : names.tenant_command_policy).front()
                                        : (all ? names.operations_policy : names.operations_command_policy).front();
    if (!follows(policy, pattern, table.name)) note(fmt::format("is not called {}", pattern));
  }

  void judge_trigger(const InferTable& table) {
    const settings::Settings& want = m_out.settings;
    const auto& append_only = want.tables.append_only;
    if (std::ranges::find(append_only, name_of(table)) != append_only.end()) return;
    const bool has = std::ranges::any_of(
        table.triggers, [&](const auto& trigger) { return trigger.second == want.timestamps.function; });
    if (!has) outlier(table, fmt::format("no trigger calls {}", want.timestamps.function));
  }

  const catalog::Catalog& m_catalog;
  const std::string& m_role;
  std::vector<InferTable> m_tables;
  std::vector<const InferTable*> m_tenant_tables;
  std::set<std::string> m_schemas;
  std::set<std::string> m_superusers;
  Inferred m_out;
};

}  // namespace

Inferred infer_settings(const catalog::Catalog& catalog, const std::string& migration_role) {
  return Inferrer(catalog, migration_role).infer();
}

}  // namespace plumb::workflow
