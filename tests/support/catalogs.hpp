// SPDX-License-Identifier: Apache-2.0
// Small catalogs for tests, without a server.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/text_table.hpp>
#include <plumb/catalog/kind.hpp>

namespace plumb::test {

using Row = std::vector<std::optional<std::string>>;

inline std::unique_ptr<TextTable> make_table(std::vector<std::string> columns, const std::vector<Row>& rows) {
  auto table = std::make_unique<OwnedTextTable>(std::move(columns));
  for (const Row& row : rows) {
    std::vector<OwnedTextTable::Cell> cells;
    for (const auto& value : row) cells.push_back({value.value_or(""), !value});
    table->add(std::move(cells));
  }
  return table;
}

// Kinds like the built-in ones, but with few attributes: schema (name), table (schema, name; owner), policy (schema,
// table, name; roles, using).
inline const catalog::Kind& toy_kind(std::string_view name) {
  static const std::vector<catalog::Kinds::File> k_files = {
      {"schema.sql", "-- kind: schema\n-- identity: name\n-- missing: critical\n-- unexpected: medium\nSELECT"},
      {"table.sql",
       "-- kind: table\n-- parent: schema\n-- identity: schema name\n-- missing: critical\n-- unexpected: medium\n"
       "-- attribute: owner severity=high\nSELECT"},
      {"policy.sql",
       "-- kind: policy\n-- parent: table\n-- identity: schema table name\n-- missing: critical\n-- unexpected: high\n"
       "-- attribute: roles severity=critical form=set\n-- attribute: comment severity=info\nSELECT"}};
  static const catalog::Kinds k_kinds(k_files);
  for (const catalog::Kind* kind : k_kinds.for_server(180000)) {
    if (kind->name == name) return *kind;
  }
  throw std::out_of_range(std::string(name));
}

}  // namespace plumb::test
