// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/infer.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include <plumb/catalog/text_list.hpp>
#include <plumb/scaffold/table_name.hpp>
#include <plumb/sql/expression.hpp>

#include "vote.hpp"

namespace plumb::workflow {
namespace {

using catalog::Object;

struct Policy {
  std::string name;
  std::string command;  // "ALL", "SELECT" …
  std::vector<std::string> roles;
  std::optional<std::string> column;  // of `column = function()`
  std::string function;
  bool always = false;  // the expression is true

  [[nodiscard]] bool is_for(const std::string& role) const { return std::ranges::find(roles, role) != roles.end(); }
};

struct Table {
  std::string schema;
  std::string name;
  std::string owner;
  std::vector<std::string> acl;
  bool row_security = false;
  bool forced = false;
  bool partition = false;
  std::map<std::string, std::string> columns;  // name → type
  std::vector<Policy> policies;
  std::map<std::string, std::string> triggers;  // name → function, of those that fill rows before they are written

  [[nodiscard]] std::string text() const { return fmt::format("table {}.{}", schema, name); }
};

template <typename Use>
void for_each(const catalog::Catalog& catalog, std::string_view kind, Use use) {
  const catalog::Section* section = catalog.section(kind);
  for (std::size_t i = 0; section != nullptr && i < section->size(); ++i) use((*section)[i]);
}

std::string text(const Object& object, std::string_view attribute) {
  return std::string(object.attribute(attribute).value_or(""));
}

std::vector<std::string> list(const Object& object, std::string_view attribute) {
  const auto value = object.attribute(attribute);
  return value ? catalog::parse_text_list(*value) : std::vector<std::string>();
}

// A scalar query around a call, and casts, change nothing.
const sql::Expression& inner(const sql::Expression& expression) {
  const bool wrapper =
      expression.kind == sql::Expression::Kind::subquery || expression.kind == sql::Expression::Kind::cast;
  return wrapper && expression.parts.size() == 1 ? inner(expression.parts.front()) : expression;
}

std::string last_part(const std::string& name) {
  return name.substr(name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
}

void read_predicate(Policy& policy, std::string_view expression) {
  using Kind = sql::Expression::Kind;
  const sql::ParsedExpression parsed = sql::parse_expression(expression);
  if (!parsed.expression) return;
  policy.always = parsed.expression->kind == Kind::constant && expression == "true";
  if (parsed.expression->kind != Kind::compare || parsed.expression->name != "=") return;
  if (parsed.expression->parts.size() != 2) return;
  const sql::Expression* left = &inner(parsed.expression->parts[0]);
  const sql::Expression* right = &inner(parsed.expression->parts[1]);
  if (left->kind == Kind::call) std::swap(left, right);
  if (left->kind != Kind::column || right->kind != Kind::call) return;
  policy.column = left->name;
  policy.function = last_part(right->name);
}

class Reader {
 public:
  Reader(const catalog::Catalog& catalog, std::string migration_role) : m_role(std::move(migration_role)) {
    for_each(catalog, "table", [&](const Object& o) { read_table(o); });
    for_each(catalog, "column", [&](const Object& o) {
      if (Table* table = find(o)) table->columns.emplace(o.identity("name"), text(o, "type"));
    });
    for_each(catalog, "policy", [&](const Object& o) { read_policy(o); });
    for_each(catalog, "trigger", [&](const Object& o) {
      Table* table = find(o);
      const bool fills = text(o, "timing") == "BEFORE" && text(o, "level") == "ROW";
      if (table != nullptr && fills) table->triggers.emplace(o.identity("name"), text(o, "function_name"));
    });
  }

  [[nodiscard]] std::vector<Table> tables() && {
    std::vector<Table> out;
    for (auto& [name, table] : m_tables) out.push_back(std::move(table));
    return out;
  }

 private:
  Table* find(const Object& object) {
    const auto found = m_tables.find({std::string(object.identity("schema")), std::string(object.identity("table"))});
    return found == m_tables.end() ? nullptr : &found->second;
  }

  void read_table(const Object& object) {
    Table table{.schema = std::string(object.identity("schema")),
                .name = std::string(object.identity("name")),
                .owner = text(object, "owner"),
                .acl = list(object, "acl"),
                .row_security = text(object, "row_security") == "yes",
                .forced = text(object, "force_row_security") == "yes",
                .partition = object.attribute("partition_bound").has_value(),
                .columns = {},
                .policies = {},
                .triggers = {}};
    if (table.owner == "{migration role}") table.owner = m_role;
    m_tables.emplace(std::pair(table.schema, table.name), std::move(table));
  }

  void read_policy(const Object& object) {
    Table* table = find(object);
    if (table == nullptr) return;
    Policy policy{.name = std::string(object.identity("name")),
                  .command = text(object, "command"),
                  .roles = list(object, "roles"),
                  .column = {},
                  .function = {}};
    const auto expression = object.attribute("using") ? object.attribute("using") : object.attribute("with_check");
    if (expression) read_predicate(policy, *expression);
    table->policies.push_back(std::move(policy));
  }

  std::string m_role;
  std::map<std::pair<std::string, std::string>, Table> m_tables;
};

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

// Also where the table's name was cut for it.
bool follows(const Policy& policy, const std::string& pattern, const std::string& table) {
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
      : m_catalog(catalog), m_tables(Reader(catalog, migration_role).tables()) {}

  Inferred infer() {
    find_tenant();
    find_roles();
    find_setting();
    classify();
    find_names();
    find_timestamps();
    find_logins();
    for (const Table* table : m_tenant_tables) judge(*table);
    m_out.tenant_tables = m_tenant_tables.size();
    return std::move(m_out);
  }

 private:
  void outlier(const Table& table, const std::string& what) {
    m_out.outliers.push_back(fmt::format("{}: {}", table.text(), what));
  }

  void find_tenant() {
    Vote columns, functions, types, roots;
    for (const Table& table : m_tables) {
      for (const Policy& policy : table.policies) {
        if (!policy.column) continue;
        columns.add(*policy.column);
        functions.add(policy.function);
      }
    }
    settings::Tenant& tenant = m_out.settings.tenant;
    tenant.column = columns.winner(tenant.column);
    tenant.function = functions.winner(tenant.function);
    for (const Table& table : m_tables) {
      if (const auto type = table.columns.find(tenant.column); type != table.columns.end()) types.add(type->second);
    }
    tenant.type = types.winner(tenant.type);
    for_each(m_catalog, "constraint", [&](const Object& o) {
      if (list(o, "columns") == std::vector{tenant.column} && text(o, "type") == "foreign key") {
        roots.add(text(o, "referenced_table"));
      }
    });
    tenant.table = roots.winner(tenant.table);
  }

  void find_roles() {
    Vote tenants, operations;
    for (const Table& table : m_tables) {
      for (const Policy& policy : table.policies) {
        for (const std::string& role : policy.roles) {
          if (policy.column == m_out.settings.tenant.column) tenants.add(role);
          if (policy.always) operations.add(role);
        }
      }
    }
    settings::Roles& roles = m_out.settings.roles;
    roles.tenant = tenants.winner(roles.tenant);
    roles.operations = operations.winner(roles.operations);
  }

  void find_setting() {
    constexpr std::string_view k_call = "current_setting('";
    for_each(m_catalog, "function", [&](const Object& o) {
      if (o.identity("name") != m_out.settings.tenant.function) return;
      const std::string body = text(o, "body");
      const std::size_t at = body.find(k_call);
      if (at == std::string::npos) return;
      const std::size_t start = at + k_call.size();
      m_out.settings.tenant.setting = body.substr(start, body.find('\'', start) - start);
    });
  }

  [[nodiscard]] bool is_granted(const Table& table, std::string_view privilege) const {
    const std::string end = " TO " + m_out.settings.roles.tenant;
    return std::ranges::any_of(table.acl, [&](const std::string& entry) {
      return entry.ends_with(end) && entry.find(privilege) != std::string::npos;
    });
  }

  void classify() {
    settings::Settings& out = m_out.settings;
    std::set<std::string> schemas;
    out.tables.root = {out.tenant.table};
    out.tables.append_only.clear();
    for (const Table& table : m_tables) {
      const bool owned = table.columns.contains(out.tenant.column);
      if (table.name == out.tenant.table || table.partition) continue;
      if (!owned) {
        m_out.shared.push_back(table.name);
      } else if (!table.row_security && table.policies.empty() && !is_granted(table, "")) {
        out.tables.root.push_back(table.name);
      } else {
        m_tenant_tables.push_back(&table);
        schemas.insert(table.schema);
        if (is_append_only(table)) out.tables.append_only.push_back(table.name);
      }
    }
    if (!schemas.empty()) out.schemas.assign(schemas.begin(), schemas.end());
  }

  [[nodiscard]] static bool is_append_only(const Table& table) {
    return !table.policies.empty() && std::ranges::all_of(table.policies, [](const Policy& policy) {
      return policy.command == "SELECT" || policy.command == "INSERT";
    });
  }

  void find_names() {
    Vote tenant, operations, tenant_command, operations_command, owners;
    const settings::Roles& roles = m_out.settings.roles;
    const auto count = [](Vote& vote, const std::string& pattern) {
      if (!pattern.empty()) vote.add(pattern);
    };
    for (const Table* table : m_tenant_tables) {
      owners.add(table->owner);
      for (const Policy& policy : table->policies) {
        const bool all = policy.command == "ALL";
        const std::string pattern = pattern_of(policy.name, table->name, all ? "" : policy.command);
        if (policy.is_for(roles.tenant)) count(all ? tenant : tenant_command, pattern);
        if (policy.is_for(roles.operations)) count(all ? operations : operations_command, pattern);
      }
    }
    settings::Names& names = m_out.settings.names;
    names.tenant_policy = {tenant.winner(names.tenant_policy.front())};
    names.operations_policy = {operations.winner(names.operations_policy.front())};
    names.tenant_command_policy = {tenant_command.winner(names.tenant_command_policy.front())};
    names.operations_command_policy = {operations_command.winner(names.operations_command_policy.front())};
    if (!owners.empty()) m_out.settings.roles.owners = {owners.winner()};
  }

  void find_timestamps() {
    Vote patterns, functions;
    for (const Table* table : m_tenant_tables) {
      for (const auto& [name, function] : table->triggers) {
        functions.add(function);
        if (const std::string pattern = pattern_of(name, table->name); !pattern.empty()) patterns.add(pattern);
      }
    }
    m_out.settings.names.timestamps_trigger = patterns.winner(m_out.settings.names.timestamps_trigger);
    m_out.settings.timestamps.function = functions.winner(m_out.settings.timestamps.function);
  }

  void find_logins() {
    const settings::Roles& roles = m_out.settings.roles;
    std::set<std::string> can_login;
    std::set<std::string> logins;
    for_each(m_catalog, "role", [&](const Object& o) {
      if (text(o, "login") == "yes" && text(o, "superuser") != "yes") can_login.emplace(o.identity("name"));
    });
    for_each(m_catalog, "membership", [&](const Object& o) {
      const std::string role(o.identity("role"));
      const std::string member(o.identity("member"));
      if ((role != roles.tenant && role != roles.operations) || !can_login.contains(member)) return;
      if (text(o, "set") != "no") logins.insert(member);
      if (text(o, "inherit") == "yes") {
        m_out.outliers.push_back(
            fmt::format("role {}: inherits {}, so its policies hold before SET ROLE", member, role));
      }
    });
    if (!logins.empty()) m_out.settings.roles.logins.assign(logins.begin(), logins.end());
  }

  // What of a tenant-owned table is not as the others have it.
  void judge(const Table& table) {
    const settings::Settings& want = m_out.settings;
    if (!table.row_security) outlier(table, "row level security is off");
    if (table.row_security && !table.forced) outlier(table, "row level security is not forced");
    if (!want.roles.owners.empty() && table.owner != want.roles.owners.front()) {
      outlier(table, fmt::format("belongs to {}", table.owner));
    }
    if (const std::string& type = table.columns.at(want.tenant.column); type != want.tenant.type) {
      outlier(table, fmt::format("{} is {}", want.tenant.column, type));
    }
    bool has_tenant = false;
    for (const Policy& policy : table.policies) {
      has_tenant = has_tenant || policy.is_for(want.roles.tenant);
      judge_policy(table, policy);
    }
    if (!has_tenant) outlier(table, fmt::format("no policy for {}", want.roles.tenant));
    judge_trigger(table);
  }

  void judge_policy(const Table& table, const Policy& policy) {
    const settings::Settings& want = m_out.settings;
    const bool tenant = policy.is_for(want.roles.tenant);
    const bool operations = policy.is_for(want.roles.operations);
    const auto note = [&](const std::string& what) { outlier(table, fmt::format("policy {} {}", policy.name, what)); };
    if (tenant == operations) return note(tenant ? "is for both roles" : "is for other roles");
    if (tenant && policy.column != want.tenant.column) note("does not compare the tenant as the others do");
    if (operations && !policy.always) note("is not `true`");
    const bool all = policy.command == "ALL";
    const settings::Names& names = want.names;
    const std::string& pattern = tenant ? (all ? names.tenant_policy : names.tenant_command_policy).front()
                                        : (all ? names.operations_policy : names.operations_command_policy).front();
    if (!follows(policy, pattern, table.name)) note(fmt::format("is not called {}", pattern));
  }

  void judge_trigger(const Table& table) {
    const settings::Settings& want = m_out.settings;
    const auto& append_only = want.tables.append_only;
    if (std::ranges::find(append_only, table.name) != append_only.end()) return;
    const bool has = std::ranges::any_of(
        table.triggers, [&](const auto& trigger) { return trigger.second == want.timestamps.function; });
    if (!has) outlier(table, fmt::format("no trigger calls {}", want.timestamps.function));
  }

  const catalog::Catalog& m_catalog;
  std::vector<Table> m_tables;
  std::vector<const Table*> m_tenant_tables;
  Inferred m_out;
};

}  // namespace

Inferred infer_settings(const catalog::Catalog& catalog, const std::string& migration_role) {
  return Inferrer(catalog, migration_role).infer();
}

}  // namespace plumb::workflow
