// SPDX-License-Identifier: Apache-2.0
// A Table as an eponymous virtual table of SQLite: there without being created, and made when SQL first names it.
#pragma once

#include <sqlite3.h>

#include <optional>
#include <string>

#include "guard.hpp"
#include "table.hpp"

namespace plumb::query {

// What the tables tell whoever runs a query.
struct TableEvents {
  std::size_t visited = 0;         // rows that a cursor stood on
  std::optional<Failure> failure;  // of a table that could not be made, which failed the query
};

// Throws Error if SQLite cannot. REQUIRES: table, events and guard live longer than the connection.
void register_table(sqlite3* connection, const std::string& name, Table& table, TableEvents& events, Guard& guard);

}  // namespace plumb::query
