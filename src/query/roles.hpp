// SPDX-License-Identifier: Apache-2.0
// Who may act as whom.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "derived.hpp"

namespace plumb::query {

// As pg_has_role() tells them apart.
enum class Reach {
  usage,   // has its privileges without doing anything: policies for it apply, its grants count
  set,     // may SET ROLE to it
  member,  // is a member, by whatever way
};

[[nodiscard]] std::string_view to_text(Reach reach);

struct ReachRow {
  std::string member;
  std::string role;
  Reach via = Reach::usage;
  bool admin = false;      // may grant the role to others
  bool superuser = false;  // only because the member is a superuser
};

// All pairs: what the server says of memberships, every role itself, every role's USAGE of PUBLIC, and, for a
// superuser, every role there is.
[[nodiscard]] std::variant<std::vector<ReachRow>, Failure> role_reach(const Sources& sources);

enum class AppRoleKind { tenant, operations, login, everyone };

struct AppRole {
  std::string name;  // "PUBLIC" for everyone
  AppRoleKind kind = AppRoleKind::tenant;
  bool present = false;
  std::set<std::string, std::less<>> usage;  // roles whose privileges it has, itself and PUBLIC among them
};

[[nodiscard]] std::string_view to_text(AppRoleKind kind);

// Those of plumb.yaml, also those that the cluster does not have, and PUBLIC. What a superuser has as such is left out
// of `usage`.
[[nodiscard]] std::variant<std::vector<AppRole>, Failure> app_roles(const Sources& sources);

}  // namespace plumb::query
