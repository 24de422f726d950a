// SPDX-License-Identifier: Apache-2.0
#include "dev_variables.hpp"

#include <plumb/base/url.hpp>

namespace plumb::workflow {

devdb::EnvironmentChanges database_variables(const Secret& url) {
  const Url parts = Url::parse(url.reveal());
  const auto known = [](std::string text) { return text.empty() ? std::nullopt : std::optional(std::move(text)); };
  const bool tcp = !parts.host.empty();
  devdb::EnvironmentChanges changes = {
      {"DATABASE_URL", url.reveal()},
      {"PGHOST", tcp ? parts.hostname() : parts.query_value("host")},
      {"PGPORT", tcp ? parts.port() : parts.query_value("port")},
      {"PGUSER", parts.user ? known(parts.user->name) : std::nullopt},
      {"PGPASSWORD", parts.user ? parts.user->password : std::nullopt},
      {"PGDATABASE", known(parts.path.substr(parts.path.starts_with('/') ? 1 : 0))},
      {"PGSSLMODE", known(parts.query_value("sslmode"))},
  };
  for (const char* other : {"PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGPASSFILE", "PGTARGETSESSIONATTRS"}) {
    changes.emplace_back(other, std::nullopt);
  }
  return changes;
}

}  // namespace plumb::workflow
