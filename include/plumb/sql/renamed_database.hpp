// SPDX-License-Identifier: Apache-2.0
// Statements that name the database that they are run in, to be run while it has another name.
#pragma once

#include <string>
#include <string_view>

namespace plumb::sql {

// The statement with `to` for `from` where it speaks of that database: ALTER DATABASE, GRANT and REVOKE … ON DATABASE,
// COMMENT and SECURITY LABEL … ON DATABASE, ALTER ROLE … IN DATABASE. Any other statement, also one that makes or drops
// a database, and what stands in literals and bodies, is left as it is. Pure.
[[nodiscard]] std::string with_database_renamed(std::string_view statement, std::string_view from, std::string_view to);

}  // namespace plumb::sql
