// SPDX-License-Identifier: Apache-2.0
#include "infer_tables.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/expression.hpp>
#include <plumb/sql/quote.hpp>

namespace plumb::workflow {
namespace {

using catalog::Object;

// A scalar query around a call, casts, and NULLIF(…, '') change nothing.
const sql::Expression& inner(const sql::Expression& expression) {
  using Kind = sql::Expression::Kind;
  const bool wrapper =
      (expression.kind == Kind::subquery || expression.kind == Kind::cast) && expression.parts.size() == 1;
  return wrapper || (expression.kind == Kind::nullif && !expression.parts.empty()) ? inner(expression.parts.front())
                                                                                   : expression;
}

std::string last_part(const std::string& name) {
  return name.substr(name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
}

void read_predicate(InferPolicy& policy, std::string_view expression) {
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
  if (last_part(right->name) != "current_setting") {
    policy.function = last_part(right->name);
  } else {
    policy.setting = setting_read_by(expression);
  }
}

// "SELECT TO web WITH GRANT OPTION GRANTED BY app"
InferGrant read_grant(std::string_view entry, const std::string& migration_role) {
  constexpr std::string_view k_to = " TO ";
  const std::size_t to = std::min(entry.find(k_to), entry.size());
  std::string_view role = entry.substr(std::min(to + k_to.size(), entry.size()));
  for (const std::string_view end : {" GRANTED BY ", " WITH GRANT OPTION"}) role = role.substr(0, role.rfind(end));
  return {.privilege = std::string(entry.substr(0, to)), .role = role_name(role, migration_role)};
}

class Reader {
 public:
  Reader(const catalog::Catalog& catalog, const std::string& migration_role) : m_role(migration_role) {
    for_each_object(catalog, "table", [&](const Object& o) { read_table(o); });
    for_each_object(catalog, "column", [&](const Object& o) {
      if (InferTable* table = find(o)) table->columns.emplace(o.identity("name"), attribute_text(o, "type"));
    });
    for_each_object(catalog, "policy", [&](const Object& o) { read_policy(o); });
    for_each_object(catalog, "trigger", [&](const Object& o) {
      InferTable* table = find(o);
      const bool fills = attribute_text(o, "timing") == "BEFORE" && attribute_text(o, "level") == "ROW";
      if (table == nullptr || !fills) return;
      table->triggers.emplace(o.identity("name"), attribute_text(o, "function_name"));
    });
  }

  [[nodiscard]] std::vector<InferTable> tables() && {
    std::vector<InferTable> out;
    for (auto& [name, table] : m_tables) out.push_back(std::move(table));
    return out;
  }

 private:
  InferTable* find(const Object& object) {
    const auto found = m_tables.find({std::string(object.identity("schema")), std::string(object.identity("table"))});
    return found == m_tables.end() ? nullptr : &found->second;
  }

  void read_table(const Object& object) {
    InferTable table{.schema = std::string(object.identity("schema")),
                     .name = std::string(object.identity("name")),
                     .owner = role_name(attribute_text(object, "owner"), m_role),
                     .grants = {},
                     .row_security = attribute_text(object, "row_security") == "yes",
                     .forced = attribute_text(object, "force_row_security") == "yes",
                     .partition = object.attribute("partition_bound").has_value(),
                     .columns = {},
                     .policies = {},
                     .triggers = {}};
    for (const std::string& entry : attribute_list(object, "acl")) table.grants.push_back(read_grant(entry, m_role));
    m_tables.emplace(std::pair(table.schema, table.name), std::move(table));
  }

  void read_policy(const Object& object) {
    InferTable* table = find(object);
    if (table == nullptr) return;
    InferPolicy policy{.name = std::string(object.identity("name")),
                       .command = attribute_text(object, "command"),
                       .roles = attribute_list(object, "roles"),
                       .column = {},
                       .function = {},
                       .setting = {}};
    for (std::string& role : policy.roles) role = role_name(role, m_role);
    const auto expression = object.attribute("using") ? object.attribute("using") : object.attribute("with_check");
    if (expression) read_predicate(policy, *expression);
    table->policies.push_back(std::move(policy));
  }

  const std::string& m_role;
  std::map<std::pair<std::string, std::string>, InferTable> m_tables;
};

}  // namespace

bool InferPolicy::is_for(const std::string& role) const {
  return std::ranges::find(roles, role) != roles.end();
}

std::string InferTable::text() const {
  return fmt::format("table {}.{}", schema, name);
}

std::vector<InferTable> infer_tables(const catalog::Catalog& catalog, const std::string& migration_role) {
  return Reader(catalog, migration_role).tables();
}

std::string setting_read_by(std::string_view text) {
  constexpr std::string_view k_call = "current_setting";
  const auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a + 32 == b); };
  const auto found = std::ranges::search(text, k_call, same);
  std::string_view rest(found.end(), text.end());
  for (const char next : {'(', '\''}) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    if (!rest.starts_with(next)) return {};
    rest.remove_prefix(1);
  }
  return std::string(rest.substr(0, rest.find('\'')));
}

std::string role_name(std::string_view text, const std::string& migration_role) {
  if (text == "{migration role}") return migration_role;
  return sql::unquote_identifier(text);
}

std::string attribute_text(const Object& object, std::string_view attribute) {
  return std::string(object.attribute(attribute).value_or(""));
}

std::vector<std::string> attribute_list(const Object& object, std::string_view attribute) {
  const auto value = object.attribute(attribute);
  return value ? catalog::parse_text_list(*value) : std::vector<std::string>();
}

}  // namespace plumb::workflow
