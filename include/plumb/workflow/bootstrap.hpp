// SPDX-License-Identifier: Apache-2.0
// plumb bootstrap: the first tenant of a system, once and only once.
#pragma once

#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/settings/settings.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct BootstrapOptions {
  Secret url;
  settings::Settings settings;  // what tables, columns and roles are called
  std::string tenant = "operations";
  std::string issuer;    // as tokens say it, to the byte
  std::string subject;   // whom the issuer knows the user as
  std::string username;  // what the module calls him
};

struct BootstrapResult {
  std::string tenant_id;
  std::string user_id;
  std::vector<std::string> roles;  // given to the user; empty where the module has no role tables
};

// One serialisable transaction under the operations role makes the tenant (of type OPERATIONS), its issuer, the user,
// his external id and, where there are tables `roles` and `user_roles`, gives him ReadAll and WriteAll. Of several
// calls at once exactly one does it. Throws Error: there is a tenant (nothing was changed), a table is missing, the
// role of the URL may not take up the operations role, a role table is not of the known shape; Error (usage) for an
// empty text or an issuer that is no URL. Round trips: two, and one more for each call that was in the way. SQL: one
// query of pg_catalog; BEGIN, SET LOCAL ROLE, one INSERT of all rows, COMMIT.
[[nodiscard]] BootstrapResult bootstrap(const BootstrapOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
