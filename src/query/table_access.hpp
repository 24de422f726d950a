// SPDX-License-Identifier: Apache-2.0
// What the tenant role and the operations role may do with tenant tables. Tables are much alike: of 10,000 most have
// the same policies, but for the names, and the same grants. So what differs is kept once, as an Access, and each table
// only says which one it has; whoever judges looks at the few, and then for the tables of those that are wrong.
#pragma once

#include <array>
#include <unordered_map>

#include "derived.hpp"
#include "made_relation.hpp"
#include "roles.hpp"

namespace plumb::query {

inline constexpr std::array<std::string_view, 4> k_commands = {"SELECT", "INSERT", "UPDATE", "DELETE"};

// One way in which a role can stand to a table.
struct Access {
  std::uint16_t role = 0;               // in roles()
  std::uint8_t granted = 0;             // bit n: k_commands[n], on the table or on a column of it
  std::vector<std::uint32_t> policies;  // those that apply, in the catalog's section
};

class TableAccess final : public Relation {
 public:
  // REQUIRES: catalog and settings of `sources`, and `tables`, the relation of tenant_table, live longer.
  TableAccess(const Sources& sources, const catalog::Section& policies, const catalog::Section& columns,
              const Relation& tables, std::vector<AppRole> roles);

  [[nodiscard]] const std::vector<Access>& accesses() const { return m_accesses; }
  [[nodiscard]] const std::vector<AppRole>& roles() const { return m_roles; }
  [[nodiscard]] const catalog::Section& policies() const { return m_policies; }

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] std::size_t sorted_by() const override { return std::min<std::size_t>(m_tables.sorted_by(), 2); }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override;

 private:
  // A bit for each role.
  using RoleMask = std::uint8_t;
  // Bits of Access::granted, by role.
  using Granted = std::array<std::uint8_t, 2>;
  struct Row {
    std::uint32_t table = 0;
    std::uint32_t access = 0;
    std::optional<std::string_view> insertable;  // columns, as a list, where not the whole table is
  };
  // What is granted on the columns of a table, all together.
  struct OnColumns {
    Granted granted{};
    std::array<std::optional<std::string_view>, 2> insertable;  // by role
  };
  struct TablePolicies {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
  };

  void add(std::uint32_t table, const Granted& on_table, const OnColumns& on_columns, TablePolicies policies);
  [[nodiscard]] std::uint32_t access_number(const Access& access);
  [[nodiscard]] std::string key_of(const Access& access) const;
  [[nodiscard]] RoleMask reached(std::uint32_t policy);
  [[nodiscard]] Granted granted(std::string_view acl, std::string_view owner);
  [[nodiscard]] std::vector<OnColumns> granted_on_columns(const catalog::Section& columns);
  [[nodiscard]] std::size_t place_of(std::string_view column) const;

  const Sources m_sources;
  const catalog::Section& m_policies;
  const Relation& m_tables;
  const std::vector<AppRole> m_roles;  // tenant and operations, two at most
  std::vector<Access> m_accesses;
  std::vector<Row> m_rows;
  TextPool m_texts;
  std::unordered_map<std::string, std::uint32_t> m_numbers;                // of accesses, by key
  std::unordered_map<std::string_view, RoleMask> m_reached;                // by the policy's roles, as written
  std::unordered_map<std::string, std::array<std::uint8_t, 2>> m_granted;  // by owner and ACL
};

}  // namespace plumb::query
