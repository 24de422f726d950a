// SPDX-License-Identifier: Apache-2.0
// effective_policy: which policies apply to the application's roles, command by command.
#include <algorithm>

#include <plumb/catalog/text_list.hpp>

#include "acl.hpp"
#include "table_access.hpp"

namespace plumb::query {
namespace {

enum Column : std::uint8_t {
  k_schema,
  k_table,
  k_name,
  k_role,
  k_role_kind,
  k_via,
  k_command,
  k_declared_command,
  k_permissive,
  k_using,
  k_with_check,
  k_checked
};

std::vector<ColumnDescription> policy_columns() {
  return {{"schema", ""},
          {"table", ""},
          {"name", "of the policy"},
          {"role", "an application role, or PUBLIC"},
          {"role_kind", "tenant, operations, login or public"},
          {"via", "the role that the policy names: this one, one that it inherits, or PUBLIC"},
          {"command", "SELECT, INSERT, UPDATE or DELETE"},
          {"declared_command", "what the policy says, which may be ALL"},
          {"permissive", "1 or 0"},
          {"using", "which rows it shows; NULL: it says none"},
          {"with_check", "which rows may be written; NULL: it says none"},
          {"checked", "what new rows must satisfy: with_check, else using; NULL for SELECT and DELETE"}};
}

class EffectivePolicies final : public Relation {
 public:
  EffectivePolicies(const catalog::Section& policies, const Relation& shown, std::vector<AppRole> roles,
                    const Sources& sources)
      : Relation(policy_columns()), m_policies(policies), m_shown(shown), m_roles(std::move(roles)) {
    for (std::uint32_t policy = 0; policy < m_policies.size(); ++policy) add(policy, sources);
  }

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] std::size_t sorted_by() const override { return m_shown.sorted_by(); }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override;

 private:
  struct Row {
    std::uint32_t policy = 0;
    std::uint16_t role = 0;
    std::uint8_t command = 0;
    const std::string* via = nullptr;  // in AppRole::usage
  };

  void add(std::uint32_t policy, const Sources& sources);
  void add(std::uint32_t policy, std::uint16_t role, const std::string& via);
  [[nodiscard]] Cell attribute(const Row& row, std::string_view name) const;
  [[nodiscard]] Cell checked(const Row& row) const;

  const catalog::Section& m_policies;
  const Relation& m_shown;  // the same, as the table `policy`
  const std::vector<AppRole> m_roles;
  std::vector<Row> m_rows;
};

// One row for a role, however many of the policy's roles it has.
void EffectivePolicies::add(std::uint32_t policy, const Sources& sources) {
  std::vector<std::string> names;
  const auto listed = m_policies[policy].attribute("roles");
  for (const std::string& name : catalog::parse_text_list(listed.value_or("[]"))) names.push_back(sources.role(name));
  for (std::uint16_t role = 0; role < m_roles.size(); ++role) {
    const auto& usage = m_roles[role].usage;
    const auto via = std::ranges::find_if(names, [&](const std::string& name) { return usage.contains(name); });
    if (via != names.end()) add(policy, role, *usage.find(*via));
  }
}

void EffectivePolicies::add(std::uint32_t policy, std::uint16_t role, const std::string& via) {
  const std::string_view declared = m_policies[policy].attribute("command").value_or("ALL");
  for (std::uint8_t command = 0; command < k_commands.size(); ++command) {
    if (declared != "ALL" && declared != k_commands[command]) continue;
    m_rows.push_back({.policy = policy, .role = role, .command = command, .via = &via});
  }
}

Cell EffectivePolicies::attribute(const Row& row, std::string_view name) const {
  const auto value = m_policies[row.policy].attribute(name);
  return value ? Cell(*value) : Cell();
}

Cell EffectivePolicies::checked(const Row& row) const {
  const std::string_view command = k_commands[row.command];
  if (command == "SELECT" || command == "DELETE") return {};
  const Cell check = attribute(row, "with_check");
  return check.type() == Cell::Type::null ? attribute(row, "using") : check;
}

Cell EffectivePolicies::cell(std::size_t at, std::size_t column) const {
  const Row& row = m_rows[at];
  switch (column) {
    case k_role:
      return Cell(std::string_view(m_roles[row.role].name));
    case k_role_kind:
      return Cell(to_text(m_roles[row.role].kind));
    case k_via:
      return Cell(std::string_view(*row.via));
    case k_command:
      return Cell(k_commands[row.command]);
    case k_declared_command:
      return attribute(row, "command");
    case k_permissive:
      return Cell(std::int64_t{m_policies[row.policy].attribute("permissive") == "yes"});
    case k_using:
      return attribute(row, "using");
    case k_with_check:
      return attribute(row, "with_check");
    case k_checked:
      return checked(row);
    default:
      return m_shown.cell(row.policy, column);  // schema, table, name
  }
}

}  // namespace

MadeTable make_effective_policy(const Sources& sources) {
  auto roles = app_roles(sources);
  if (auto* failure = std::get_if<Failure>(&roles)) return std::move(*failure);
  const auto section = sources.section("policy");
  if (const auto* failure = std::get_if<Failure>(&section)) return *failure;
  const auto shown = sources.table("policy");
  if (const auto* failure = std::get_if<Failure>(&shown)) return *failure;
  return std::make_unique<EffectivePolicies>(*std::get<const catalog::Section*>(section),
                                             *std::get<const Relation*>(shown),
                                             std::move(std::get<std::vector<AppRole>>(roles)), sources);
}

}  // namespace plumb::query
