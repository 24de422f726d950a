// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/clean_check.hpp>

#include <fmt/format.h>
#include <plumb/apply/revisions_table.hpp>

#include <plumb/base/go_text.hpp>

#include "apply_sql.hpp"
#include "query.hpp"

namespace plumb::apply {

std::string why_not_clean(pg::Connection& connection, const std::string& bound_schema,
                          const std::string& revisions_schema) {
  const pg::Param params[] = {bound_schema};
  const auto table = query(connection, text::clean_check_sql, params, "sql/migrate: ");
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string schema(table->cell(row, 0));
    const int count = std::stoi(std::string(table->cell(row, 1)));
    const std::string first(table->cell(row, 2));
    const bool only_revisions = count == 1 && first == k_revisions_name && schema == revisions_schema;
    if (only_revisions) continue;
    if (!bound_schema.empty()) {
      if (count == 0) continue;
      return fmt::format("found table {} in schema {}", go_quote(first), go_quote(schema));
    }
    if (schema == "public" && count == 0) continue;
    if (count == 0 || schema != revisions_schema) return fmt::format("found schema {}", go_quote(schema));
    if (count > 1) return fmt::format("found {} tables in schema {}", count, go_quote(schema));
    return fmt::format("found table {} in schema {}", go_quote(first), go_quote(schema));
  }
  return "";
}

}  // namespace plumb::apply
