// SPDX-License-Identifier: Apache-2.0
// A Table as an eponymous virtual table of SQLite: there without being created, and made when SQL first names it.
#pragma once

#include <sqlite3.h>

#include <optional>
#include <string>

#include "derived.hpp"
#include "guard.hpp"
#include "table.hpp"

namespace plumb::query {

// What the tables tell whoever runs a query.
struct TableEvents {
  std::size_t visited = 0;         // rows that a cursor stood on
  std::optional<Failure> failure;  // of a table that could not be made, which failed the query
};

// A table as one connection has it.
struct TableBinding {
  Table& table;
  const Sources& sources;
  TableEvents& events;
  Guard& guard;
};

// Throws Error if SQLite cannot. REQUIRES: what is bound lives longer than the connection.
void register_table(sqlite3* connection, const std::string& name, const TableBinding& binding);

}  // namespace plumb::query
