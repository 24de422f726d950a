// SPDX-License-Identifier: Apache-2.0
// How a program is told of a database.
#pragma once

#include <plumb/base/secret.hpp>
#include <plumb/devdb/attached_command.hpp>

namespace plumb::workflow {

// DATABASE_URL, and PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD for what uses libpq; others of libpq's variables
// that would lead elsewhere are taken away. REQUIRES: a URL as devdb makes it.
[[nodiscard]] devdb::EnvironmentChanges database_variables(const Secret& url);

}  // namespace plumb::workflow
