// SPDX-License-Identifier: Apache-2.0
// The one statement that makes the first tenant. Pure.
#pragma once

#include <map>
#include <set>
#include <string>

#include <plumb/settings/settings.hpp>

namespace plumb::workflow {

// The tables that are there: name → columns.
struct BootstrapTables {
  std::string schema;
  std::map<std::string, std::set<std::string>> columns;

  [[nodiscard]] bool has(const std::string& table) const { return columns.contains(table); }
};

struct BootstrapStatement {
  std::string text;  // $1 tenant, $2 issuer, $3 username, $4 subject
  bool gives_roles = false;
};

// Returns one row: how many tenants there were; the keys of the tenant and the user that were made, NULL where there
// was a tenant, or the roles that all tenants share are not there; how many roles the user was given. Throws Error: a
// table of the blueprint is missing; role tables that are not as they are known.
[[nodiscard]] BootstrapStatement bootstrap_statement(const BootstrapTables& tables, const settings::Settings& settings);

}  // namespace plumb::workflow
