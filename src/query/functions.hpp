// SPDX-License-Identifier: Apache-2.0
// Scalar functions that SQL gets besides SQLite's own.
#pragma once

#include <sqlite3.h>

#include <vector>

#include <plumb/query/database.hpp>

namespace plumb::query {

// Of every Database: text REGEXP pattern (RE2), list_has(list, text), list_text(list), schema_of('s.n'),
// name_of('s.n'), name_sql(name) and list_sql(list of names) with quotes where SQL needs them, squeezed(code),
// pattern_name(pattern, table).
[[nodiscard]] std::vector<Function> builtin_functions();

// Makes it callable. Throws Error if SQLite cannot. REQUIRES: the function lives as long as the connection.
void register_function(sqlite3* connection, const Function& function);

// REGEXP by itself: it keeps a compiled pattern from row to row.
void register_regexp(sqlite3* connection);

}  // namespace plumb::query
