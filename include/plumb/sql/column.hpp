// SPDX-License-Identifier: Apache-2.0
// One column as it stands in CREATE TABLE, read by PostgreSQL's own grammar (libpg_query). For columns that somebody
// typed on a command line: what is more than one column must not get into a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plumb::sql {

struct ColumnDefinition {
  // As the server folds it: "Title text" is title, "\"Title\" text" is Title. Whole, also where the server would cut
  // it.
  std::string name;
  std::string type;  // its last name: "text", "int4", "bigserial"
  bool primary_key = false;
  bool unique = false;
  bool references = false;
};

struct ParsedColumn {
  std::optional<ColumnDefinition> column;
  std::string error;  // why it is none, where there is no column
};

// Nothing for several columns, a table constraint, a second statement, a line feed, a comment to the end of the line.
// The grammar is that of PostgreSQL 15; of what came since then STORAGE, [NOT] ENFORCED and VIRTUAL are understood.
// What a column says beyond that is the server's to judge.
[[nodiscard]] ParsedColumn parse_column(std::string_view text);

}  // namespace plumb::sql
