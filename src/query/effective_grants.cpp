// SPDX-License-Identifier: Apache-2.0
// effective_grant: which rows of `grant` the application's roles have.
#include <unordered_map>

#include "grants.hpp"
#include "roles.hpp"

namespace plumb::query {
namespace {

// The columns of `grant` behind two of its own.
constexpr std::size_t k_own_columns = 2;

std::vector<ColumnDescription> columns_over(const Relation& grants) {
  std::vector<ColumnDescription> out = {{"role", "an application role, or PUBLIC"},
                                        {"role_kind", "tenant, operations, login or public"}};
  out.insert(out.end(), grants.columns().begin(), grants.columns().end());
  return out;
}

class EffectiveGrants final : public Relation {
 public:
  EffectiveGrants(const GrantRelation& grants, std::vector<AppRole> roles)
      : Relation(columns_over(grants)), m_grants(grants), m_roles(std::move(roles)) {
    for (std::uint32_t grant = 0; grant < m_grants.rows(); ++grant) add(grant);
  }

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }

  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override {
    const Row& found = m_rows[row];
    if (column == 0) return Cell(std::string_view(m_roles[found.role].name));
    if (column == 1) return Cell(to_text(m_roles[found.role].kind));
    return m_grants.cell(found.grant, column - k_own_columns);
  }

 private:
  struct Row {
    std::uint32_t grant = 0;
    std::uint32_t role = 0;
  };

  void add(std::uint32_t grant) {
    for (const std::uint32_t role : that_have(m_grants.grantee(grant))) m_rows.push_back({grant, role});
  }

  // The roles that have the privileges of a grantee, whose name is at one place in all grants.
  const std::vector<std::uint32_t>& that_have(std::string_view grantee) {
    const auto [known, is_new] = m_that_have.try_emplace(grantee.data());
    for (std::uint32_t role = 0; is_new && role < m_roles.size(); ++role) {
      if (m_roles[role].usage.contains(grantee)) known->second.push_back(role);
    }
    return known->second;
  }

  const GrantRelation& m_grants;
  const std::vector<AppRole> m_roles;
  std::vector<Row> m_rows;
  std::unordered_map<const char*, std::vector<std::uint32_t>> m_that_have;
};

}  // namespace

MadeTable make_effective_grant(const Sources& sources) {
  auto roles = app_roles(sources);
  if (auto* failure = std::get_if<Failure>(&roles)) return std::move(*failure);
  auto grants = sources.table("grant");
  if (auto* failure = std::get_if<Failure>(&grants)) return std::move(*failure);
  const auto& relation = dynamic_cast<const GrantRelation&>(*std::get<const Relation*>(grants));
  return std::make_unique<EffectiveGrants>(relation, std::move(std::get<std::vector<AppRole>>(roles)));
}

}  // namespace plumb::query
