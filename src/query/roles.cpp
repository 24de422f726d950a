// SPDX-License-Identifier: Apache-2.0
#include "roles.hpp"

#include <algorithm>

#include "acl.hpp"
#include "made_relation.hpp"

namespace plumb::query {
namespace {

using catalog::Object;
using catalog::Section;

struct Role {
  std::string name;
  bool superuser = false;
};

std::vector<Role> roles_of(const Section& section, const Sources& sources) {
  std::vector<Role> out;
  for (std::size_t i = 0; i < section.size(); ++i) {
    out.push_back(
        {.name = sources.role(section[i].identity(0)), .superuser = section[i].attribute("superuser") == "yes"});
  }
  return out;
}

class ReachRows {
 public:
  void add(const ReachRow& row) {
    if (m_known.insert({row.member, row.role, row.via}).second) m_rows.push_back(row);
  }
  void add_all(ReachRow row) {
    for (const Reach via : {Reach::usage, Reach::set, Reach::member}) {
      row.via = via;
      add(row);
    }
  }
  [[nodiscard]] std::vector<ReachRow> sorted() {
    const auto key = [](const ReachRow& row) { return std::tie(row.member, row.role, row.via); };
    std::ranges::sort(m_rows, {}, key);
    return std::move(m_rows);
  }

 private:
  std::set<std::tuple<std::string, std::string, Reach>> m_known;
  std::vector<ReachRow> m_rows;
};

void add_memberships(ReachRows& rows, const Section& reach, const Sources& sources) {
  for (std::size_t i = 0; i < reach.size(); ++i) {
    const Object object = reach[i];
    ReachRow row{.member = sources.role(object.identity("role")), .role = sources.role(object.identity("target"))};
    row.admin = object.attribute("admin") == "yes";
    row.via = Reach::member;
    rows.add(row);
    row.via = Reach::usage;
    if (object.attribute("inherits") == "yes") rows.add(row);
    row.via = Reach::set;
    if (object.attribute("set") == "yes") rows.add(row);
  }
}

void add_superusers(ReachRows& rows, const std::vector<Role>& roles, const Section& reach, const Sources& sources) {
  std::set<std::string> all;  // also the server's own, as far as anyone is a member of them
  for (const Role& role : roles) all.insert(role.name);
  for (std::size_t i = 0; i < reach.size(); ++i) all.insert(sources.role(reach[i].identity("target")));
  for (const Role& role : roles) {
    if (!role.superuser) continue;
    for (const std::string& other : all) rows.add_all({.member = role.name, .role = other, .superuser = true});
  }
}

// The roles of plumb.yaml, by kind.
std::vector<AppRole> configured_roles(const settings::Roles& roles) {
  std::vector<AppRole> out = {{.name = roles.tenant, .kind = AppRoleKind::tenant},
                              {.name = roles.operations, .kind = AppRoleKind::operations}};
  for (const std::string& login : roles.logins) out.push_back({.name = login, .kind = AppRoleKind::login});
  out.push_back({.name = std::string(k_public), .kind = AppRoleKind::everyone, .present = true});
  return out;
}

}  // namespace

std::string_view to_text(Reach reach) {
  return reach == Reach::usage ? "USAGE" : reach == Reach::set ? "SET" : "MEMBER";
}

std::string_view to_text(AppRoleKind kind) {
  switch (kind) {
    case AppRoleKind::tenant:
      return "tenant";
    case AppRoleKind::operations:
      return "operations";
    case AppRoleKind::login:
      return "login";
    case AppRoleKind::everyone:
      break;
  }
  return "public";
}

std::variant<std::vector<ReachRow>, Failure> role_reach(const Sources& sources) {
  const auto role_section = sources.section("role");
  if (const auto* failure = std::get_if<Failure>(&role_section)) return *failure;
  const auto reach_section = sources.section("role_reach");
  if (const auto* failure = std::get_if<Failure>(&reach_section)) return *failure;
  const Section& reach = *std::get<const Section*>(reach_section);
  const std::vector<Role> roles = roles_of(*std::get<const Section*>(role_section), sources);

  ReachRows rows;
  add_memberships(rows, reach, sources);
  for (const Role& role : roles) {
    rows.add_all({.member = role.name, .role = role.name});
    rows.add({.member = role.name, .role = std::string(k_public), .via = Reach::usage});
  }
  rows.add({.member = std::string(k_public), .role = std::string(k_public), .via = Reach::usage});
  add_superusers(rows, roles, reach, sources);
  return rows.sorted();
}

std::variant<std::vector<AppRole>, Failure> app_roles(const Sources& sources) {
  const auto reach = role_reach(sources);
  if (const auto* failure = std::get_if<Failure>(&reach)) return *failure;
  std::vector<AppRole> out = configured_roles(sources.settings.roles);
  for (const ReachRow& row : std::get<std::vector<ReachRow>>(reach)) {
    if (row.via != Reach::usage || row.superuser) continue;
    for (AppRole& role : out) {
      if (role.name != row.member) continue;
      role.present = true;
      role.usage.insert(row.role);
    }
  }
  return out;
}

MadeTable make_role_reach(const Sources& sources) {
  auto reach = role_reach(sources);
  if (auto* failure = std::get_if<Failure>(&reach)) return std::move(*failure);
  auto relation = std::make_unique<MadeRelation>(
      std::vector<ColumnDescription>{{"member", "a role, or PUBLIC"},
                                     {"role", "a role, itself among them, or PUBLIC"},
                                     {"via", "USAGE, SET or MEMBER; one row each"},
                                     {"admin", "1: it may grant the role to others"},
                                     {"superuser", "1: only because the member is a superuser"}});
  for (const ReachRow& row : std::get<std::vector<ReachRow>>(reach)) {
    relation->add(row.member);
    relation->add(row.role);
    relation->add(to_text(row.via));
    relation->add(Cell(std::int64_t{row.admin}));
    relation->add(Cell(std::int64_t{row.superuser}));
  }
  return relation;
}

MadeTable make_app_role(const Sources& sources) {
  auto roles = app_roles(sources);
  if (auto* failure = std::get_if<Failure>(&roles)) return std::move(*failure);
  auto relation =
      std::make_unique<MadeRelation>(std::vector<ColumnDescription>{{"name", "a role, or PUBLIC"},
                                                                    {"kind", "tenant, operations, login or public"},
                                                                    {"present", "0: there is no such role"}});
  for (const AppRole& role : std::get<std::vector<AppRole>>(roles)) {
    relation->add(role.name);
    relation->add(to_text(role.kind));
    relation->add(Cell(std::int64_t{role.present}));
  }
  return relation;
}

}  // namespace plumb::query
