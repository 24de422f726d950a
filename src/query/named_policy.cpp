// SPDX-License-Identifier: Apache-2.0
// named_policy: whom policies are for, and which of the blueprint's patterns their names follow.
#include <algorithm>
#include <map>

#include <plumb/catalog/text_list.hpp>

#include "made_relation.hpp"
#include "roles.hpp"

namespace plumb::query {
namespace {

std::vector<ColumnDescription> named_policy_columns() {
  return {{"schema", ""},
          {"table", ""},
          {"name", "of the policy"},
          {"command", "SELECT, INSERT, UPDATE, DELETE or ALL"},
          {"permissive", "1 or 0"},
          {"role_kind", "tenant, if it applies to the tenant role; else operations, if to that; else NULL"},
          {"everyone", "1: PUBLIC is among its roles"},
          {"others", "JSON array: its roles besides PUBLIC, the tenant and the operations role; NULL: none"},
          {"known", "1: the name is one for such a policy"},
          {"family", "which of the families of names it follows, from 1; NULL: none, or a pattern for one command"}};
}

// What the roles of a policy come to; many policies have the same.
struct Audience {
  Cell kind;
  bool everyone = false;
  Cell others;
};

class NamedPolicies {
 public:
  NamedPolicies(const Sources& sources, const std::vector<AppRole>& roles)
      : m_sources(sources), m_roles(roles), m_relation(std::make_unique<MadeRelation>(named_policy_columns())) {}

  void add(const catalog::Object& policy) {
    if (!m_sources.audited(policy.identity(0))) return;
    const std::string_view table = policy.identity(1);
    const std::string_view name = policy.identity(2);
    const std::string_view command = policy.attribute("command").value_or("ALL");
    const Audience& audience = audience_of(policy.attribute("roles").value_or("[]"));
    const std::size_t family = family_of(name, table, audience.kind);
    const bool is_known = family > 0 || follows_command_pattern(name, table, command, audience.kind);
    m_relation->add_view(policy.identity(0));
    m_relation->add_view(table);
    m_relation->add_view(name);
    m_relation->add_view(command);
    m_relation->add(Cell(std::int64_t{policy.attribute("permissive") == "yes"}));
    m_relation->add(audience.kind);
    m_relation->add(Cell(std::int64_t{audience.everyone}));
    m_relation->add(audience.others);
    m_relation->add(Cell(std::int64_t{is_known}));
    m_relation->add(family == 0 ? Cell() : Cell(static_cast<std::int64_t>(family)));
  }

  std::unique_ptr<Relation> take() { return std::move(m_relation); }

 private:
  [[nodiscard]] bool applies(AppRoleKind kind, const std::vector<std::string>& names) const {
    return std::ranges::any_of(m_roles, [&](const AppRole& role) {
      return role.kind == kind &&
             std::ranges::any_of(names, [&](const std::string& name) { return role.usage.contains(name); });
    });
  }

  const Audience& audience_of(std::string_view written) {
    if (const auto known = m_audiences.find(written); known != m_audiences.end()) return known->second;
    std::vector<std::string> names;
    for (const std::string& name : catalog::parse_text_list(written)) names.push_back(m_sources.role(name));
    std::string others;
    const settings::Roles& roles = m_sources.settings.roles;
    for (const std::string& name : names) {
      if (name == k_everyone || name == roles.tenant || name == roles.operations) continue;
      others += (others.empty() ? "[" : ",") + json_text(name);
    }
    Audience& out = m_audiences[std::string(written)];
    if (applies(AppRoleKind::operations, names)) out.kind = Cell(to_text(AppRoleKind::operations));
    if (applies(AppRoleKind::tenant, names)) out.kind = Cell(to_text(AppRoleKind::tenant));
    out.everyone = std::ranges::find(names, k_everyone) != names.end();
    if (!others.empty()) out.others = Cell(m_texts.keep(others + "]"));
    return out;
  }

  static std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out + "\"";
  }

  [[nodiscard]] bool is_for(Cell kind, AppRoleKind wanted) const {
    return kind.type() == Cell::Type::text && kind.text() == to_text(wanted);
  }

  // A name that is too long loses its end, as the server cuts it, or the end of the table's name, as plumb does when it
  // makes a table: then its policies have different names.
  [[nodiscard]] static bool follows(std::string_view pattern, std::string_view table, std::string_view command,
                                    std::string_view name) {
    constexpr std::size_t k_longest_name = 63;
    if (settings::fill_pattern(pattern, table, command) == name) return true;
    const std::size_t rest = std::min(settings::fill_pattern(pattern, "", command).size(), k_longest_name);
    return settings::fill_pattern(pattern, table.substr(0, k_longest_name - rest), command) == name;
  }

  // From 1; 0: none.
  [[nodiscard]] std::size_t family_of(std::string_view name, std::string_view table, Cell kind) const {
    const settings::Names& names = m_sources.settings.names;
    for (const auto& [wanted, patterns] : {std::pair(AppRoleKind::tenant, &names.tenant_policy),
                                           std::pair(AppRoleKind::operations, &names.operations_policy)}) {
      if (!is_for(kind, wanted)) continue;
      for (std::size_t i = 0; i < patterns->size(); ++i) {
        if (follows((*patterns)[i], table, "", name)) return i + 1;
      }
    }
    return 0;
  }

  [[nodiscard]] bool follows_command_pattern(std::string_view name, std::string_view table, std::string_view command,
                                             Cell kind) const {
    if (command == "ALL") return false;
    const settings::Names& names = m_sources.settings.names;
    const auto& patterns =
        is_for(kind, AppRoleKind::tenant) ? names.tenant_command_policy : names.operations_command_policy;
    return std::ranges::any_of(patterns,
                               [&](const std::string& pattern) { return follows(pattern, table, command, name); });
  }

  static constexpr std::string_view k_everyone = "PUBLIC";

  const Sources& m_sources;
  const std::vector<AppRole>& m_roles;
  std::unique_ptr<MadeRelation> m_relation;
  std::map<std::string, Audience, std::less<>> m_audiences;
  TextPool m_texts;
};

}  // namespace

MadeTable make_named_policy(const Sources& sources) {
  const auto roles = app_roles(sources);
  if (const auto* failure = std::get_if<Failure>(&roles)) return *failure;
  const auto section = sources.section("policy");
  if (const auto* failure = std::get_if<Failure>(&section)) return *failure;
  const catalog::Section& policies = *std::get<const catalog::Section*>(section);
  NamedPolicies named(sources, std::get<std::vector<AppRole>>(roles));
  for (std::size_t i = 0; i < policies.size(); ++i) named.add(policies[i]);
  return named.take();
}

}  // namespace plumb::query
