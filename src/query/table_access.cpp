// SPDX-License-Identifier: Apache-2.0
// table_access: which access each table has. access.cpp tells what that is.
#include "table_access.hpp"

#include <algorithm>

#include <plumb/catalog/text_list.hpp>

#include "acl.hpp"
#include "json_list.hpp"

namespace plumb::query {
namespace {

enum Column : std::uint8_t { k_schema, k_name, k_role, k_role_kind, k_access, k_insert_columns };

// INSERT, in Access::granted.
constexpr std::uint8_t k_insert = 1U << 1U;

std::vector<ColumnDescription> access_columns() {
  return {{"schema", ""},
          {"name", "of the table"},
          {"role", "the tenant role or the operations role"},
          {"role_kind", "tenant or operations"},
          {"access", "of the rows in access"},
          {"insert_columns", "JSON array: the columns that it may insert; NULL: those of the whole table, or none"}};
}

// A text, or that there is none, so that no two lists of them look the same.
void append(std::string& key, std::optional<std::string_view> text) {
  const auto size = text ? static_cast<std::uint32_t>(text->size()) : ~std::uint32_t{0};
  key.append(reinterpret_cast<const char*>(&size), sizeof size);
  if (text) key += *text;
}

// Where the object stands to the table: -1, 0, 1.
int compare(const catalog::Object& object, std::string_view schema, std::string_view table) {
  const int order = object.identity(std::size_t{0}).compare(schema);
  return order != 0 ? order : object.identity(std::size_t{1}).compare(table);
}

std::vector<AppRole> judged_roles(std::vector<AppRole> roles) {
  std::erase_if(roles, [](const AppRole& role) {
    return role.kind != AppRoleKind::tenant && role.kind != AppRoleKind::operations;
  });
  return roles;
}

}  // namespace

TableAccess::TableAccess(const Sources& sources, const catalog::Section& policies, const catalog::Section& columns,
                         const Relation& tables, std::vector<AppRole> roles)
    : Relation(access_columns()),
      m_sources(sources),
      m_policies(policies),
      m_tables(tables),
      m_roles(judged_roles(std::move(roles))) {
  const std::vector<OnColumns> on_columns = granted_on_columns(columns);
  const std::size_t owner = place_of("owner");
  const std::size_t acl = place_of("acl");
  std::uint32_t policy = 0;
  for (std::uint32_t table = 0; table < m_tables.rows(); ++table) {
    const std::string_view schema = m_tables.cell(table, 0).text();
    const std::string_view name = m_tables.cell(table, 1).text();
    while (policy < m_policies.size() && compare(m_policies[policy], schema, name) < 0) ++policy;
    TablePolicies own{.first = policy, .end = policy};
    while (own.end < m_policies.size() && compare(m_policies[own.end], schema, name) == 0) ++own.end;
    policy = own.end;
    const Granted on_table = granted(m_tables.cell(table, acl).text(), m_tables.cell(table, owner).text());
    add(table, on_table, on_columns[table], own);
  }
}

std::size_t TableAccess::place_of(std::string_view column) const {
  const auto found = std::ranges::find(m_tables.columns(), column, &ColumnDescription::name);
  return static_cast<std::size_t>(found - m_tables.columns().begin());
}

std::vector<TableAccess::OnColumns> TableAccess::granted_on_columns(const catalog::Section& columns) {
  std::vector<OnColumns> out(m_tables.rows());
  const auto acl = std::ranges::find(columns.attributes(), std::string_view("acl"));
  const auto place = static_cast<std::size_t>(acl - columns.attributes().begin());
  const std::size_t owner = place_of("owner");
  std::array<std::optional<JsonList>, 2> insertable;
  std::size_t table = 0;
  const auto finish = [&] {
    for (std::size_t role = 0; role < insertable.size(); ++role) {
      if (insertable[role]) out[table].insertable[role] = m_texts.keep(insertable[role]->take());
      insertable[role].reset();
    }
  };
  for (std::size_t i = 0; acl != columns.attributes().end() && i < columns.size(); ++i) {
    const catalog::Object column = columns[i];
    const auto entries = column.attribute(place);
    if (!entries) continue;
    const auto order = [&] { return compare(column, m_tables.cell(table, 0).text(), m_tables.cell(table, 1).text()); };
    for (; table < m_tables.rows() && order() > 0; ++table) finish();
    if (table == m_tables.rows()) break;
    if (order() != 0) continue;
    const Granted more = granted(*entries, m_tables.cell(table, owner).text());
    for (std::size_t role = 0; role < more.size(); ++role) {
      out[table].granted[role] |= more[role];
      if ((more[role] & k_insert) == 0) continue;
      if (!insertable[role]) insertable[role].emplace();
      insertable[role]->add(column.identity(std::size_t{2}));
    }
  }
  if (table < m_tables.rows()) finish();
  return out;
}

TableAccess::Granted TableAccess::granted(std::string_view acl, std::string_view owner) {
  std::string key(owner);
  key += '\n';
  key += acl;
  const auto [known, is_new] = m_granted.try_emplace(std::move(key), Granted{});
  if (!is_new || acl.empty()) return known->second;
  for (const AclEntry& entry : parse_acl(acl)) {
    const auto command = std::ranges::find(k_commands, std::string_view(entry.privilege));
    if (command == k_commands.end()) continue;
    const std::string grantee = entry.grantee == k_owner ? std::string(owner) : m_sources.role(entry.grantee);
    for (std::size_t role = 0; role < m_roles.size(); ++role) {
      if (!m_roles[role].usage.contains(grantee)) continue;
      known->second[role] |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(command - k_commands.begin()));
    }
  }
  return known->second;
}

TableAccess::RoleMask TableAccess::reached(std::uint32_t policy) {
  const std::string_view written = m_policies[policy].attribute("roles").value_or("[]");
  const auto [known, is_new] = m_reached.try_emplace(written, RoleMask{0});
  if (!is_new) return known->second;
  for (const std::string& name : catalog::parse_text_list(written)) {
    const std::string shown = m_sources.role(name);
    for (std::size_t role = 0; role < m_roles.size(); ++role) {
      if (m_roles[role].usage.contains(shown)) known->second |= static_cast<RoleMask>(1U << role);
    }
  }
  return known->second;
}

void TableAccess::add(std::uint32_t table, const Granted& on_table, const OnColumns& on_columns,
                      TablePolicies policies) {
  for (std::uint16_t role = 0; role < m_roles.size(); ++role) {
    const auto granted = static_cast<std::uint8_t>(on_table[role] | on_columns.granted[role]);
    Access access{.role = role, .granted = granted, .policies = {}};
    for (std::uint32_t policy = policies.first; policy < policies.end; ++policy) {
      if ((reached(policy) & (1U << role)) != 0) access.policies.push_back(policy);
    }
    Row& row = m_rows.emplace_back(Row{.table = table, .access = access_number(access), .insertable = {}});
    if ((on_table[role] & k_insert) == 0) row.insertable = on_columns.insertable[role];
  }
}

std::string TableAccess::key_of(const Access& access) const {
  std::string key = {static_cast<char>(access.role), static_cast<char>(access.granted)};
  for (const std::uint32_t number : access.policies) {
    const catalog::Object policy = m_policies[number];
    for (const std::string_view name : {"command", "permissive", "using", "with_check"}) {
      append(key, policy.attribute(name));
    }
  }
  return key;
}

std::uint32_t TableAccess::access_number(const Access& access) {
  const auto fresh = static_cast<std::uint32_t>(m_accesses.size());
  const auto [known, is_new] = m_numbers.try_emplace(key_of(access), fresh);
  if (is_new) m_accesses.push_back(access);
  return known->second;
}

Cell TableAccess::cell(std::size_t at, std::size_t column) const {
  const Row& row = m_rows[at];
  const AppRole& role = m_roles[m_accesses[row.access].role];
  switch (column) {
    case k_role:
      return Cell(std::string_view(role.name));
    case k_role_kind:
      return Cell(to_text(role.kind));
    case k_access:
      return Cell(std::int64_t{row.access});
    case k_insert_columns:
      return row.insertable ? Cell(*row.insertable) : Cell();
    default:
      return m_tables.cell(row.table, column);  // schema, name
  }
}

MadeTable make_table_access(const Sources& sources) {
  auto roles = app_roles(sources);
  if (auto* failure = std::get_if<Failure>(&roles)) return std::move(*failure);
  const auto policies = sources.section("policy");
  if (const auto* failure = std::get_if<Failure>(&policies)) return *failure;
  const auto columns = sources.section("column");
  if (const auto* failure = std::get_if<Failure>(&columns)) return *failure;
  const auto tables = sources.table("tenant_table");
  if (const auto* failure = std::get_if<Failure>(&tables)) return *failure;
  return std::make_unique<TableAccess>(sources, *std::get<const catalog::Section*>(policies),
                                       *std::get<const catalog::Section*>(columns), *std::get<const Relation*>(tables),
                                       std::move(std::get<std::vector<AppRole>>(roles)));
}

}  // namespace plumb::query
