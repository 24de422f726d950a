// SPDX-License-Identifier: Apache-2.0
// Every one-step change that can be made to the objects of a catalog: a flag turned, a right granted or taken, an
// owner, an expression, a name, an option changed, something dropped. Pure: from the catalog alone. Some of them the
// server will refuse; that is for whoever runs them to find out.
#pragma once

#include <string>
#include <vector>

#include <plumb/catalog/catalog.hpp>

namespace plumb::test {

struct Mutation {
  std::string object;  // "policy public.users.users_tenant_policy"
  std::string change;  // "USING (true)"
  std::string sql;
  bool of_migration_role = false;  // what that role is, or is a member of: set by whoever runs the server

  [[nodiscard]] std::string name() const { return object + ": " + change; }
};

struct MutationScope {
  std::string schema = "public";
  // Whom rights are granted to and taken from; PUBLIC is always among them.
  std::vector<std::string> roles = {"erun_tenant", "erun_operations", "erun_api", "erun_owner"};
  std::string tenant_role = "erun_tenant";
  std::string migration_role = "erun_owner";
};

// In a fixed order; no two have the same name.
[[nodiscard]] std::vector<Mutation> one_step_changes(const catalog::Catalog& catalog, const MutationScope& scope = {});

}  // namespace plumb::test
