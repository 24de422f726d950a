// SPDX-License-Identifier: Apache-2.0
// The answer of a query, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include <plumb/query/database.hpp>
#include <plumb/report/style.hpp>

namespace plumb::report {

// Aligned columns under their names, NULL as "NULL", and how many rows they are. Control characters are shown as
// escapes (a line feed as "\n"): what a database holds must not write on the terminal. `width` columns of the terminal:
// the widest columns of the table are cut ("…") until it fits; 0: nothing is cut.
[[nodiscard]] std::string query_table(const query::Result& result, std::size_t width, const Style& style);

// RFC 4180, with a header. NULL is empty, an empty text is "".
[[nodiscard]] std::string query_csv(const query::Result& result);

// An array of objects, one a line; numbers are numbers. A second column of the same name is "<name>_2".
[[nodiscard]] std::string query_json(const query::Result& result);

// The tables and their columns.
[[nodiscard]] std::string query_tables_text(const std::vector<query::TableDescription>& tables, const Style& style);
[[nodiscard]] std::string query_tables_json(const std::vector<query::TableDescription>& tables);
[[nodiscard]] std::string query_tables_markdown(const std::vector<query::TableDescription>& tables);

}  // namespace plumb::report
