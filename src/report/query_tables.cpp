// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <plumb/report/query_rows.hpp>

namespace plumb::report {

using nlohmann::ordered_json;

std::string query_tables_json(const std::vector<query::TableDescription>& tables) {
  ordered_json out = ordered_json::array();
  for (const query::TableDescription& table : tables) {
    ordered_json columns = ordered_json::array();
    for (const query::ColumnDescription& column : table.columns) {
      columns.push_back({{"name", column.name}, {"what", column.what}});
    }
    out.push_back({{"name", table.name},
                   {"also", table.also},
                   {"what", table.what},
                   {"derived", table.derived},
                   {"columns", std::move(columns)}});
  }
  return out.dump(2) + "\n";
}

std::string query_tables_markdown(const std::vector<query::TableDescription>& tables) {
  std::string out = "# Tables\n";
  for (const query::TableDescription& table : tables) {
    out +=
        fmt::format("\n## {}\n\n{} (also `{}`)\n\n| column | what |\n|---|---|\n", table.name, table.what, table.also);
    for (const query::ColumnDescription& column : table.columns) {
      out += fmt::format("| `{}` | {} |\n", column.name, column.what);
    }
  }
  return out;
}

}  // namespace plumb::report
