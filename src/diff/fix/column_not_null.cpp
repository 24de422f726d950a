// SPDX-License-Identifier: Apache-2.0
// NOT NULL of a column: from PostgreSQL 18 on a constraint with a name of its own.
#include <algorithm>

#include <plumb/sql/quote.hpp>

#include "column.hpp"

namespace plumb::diff {
namespace {

constexpr int k_first_with_constraints = 180000;

// The one that the server gives by itself, which the catalog does not tell: table, column and suffix, the longer cut to
// 63 bytes in all.
std::string standard_name(const catalog::Object& column) {
  constexpr std::size_t k_room = 53;
  const std::string_view table = column.identity("table");
  const std::string_view name = column.identity("name");
  const auto left = [&](std::size_t least, std::size_t taken) {
    return std::max(least, k_room - std::min(k_room, taken));
  };
  return fmt::format("{}_{}_not_null", table.substr(0, left(27, name.size())), name.substr(0, left(26, table.size())));
}

std::string constraint_name(const Fix& fix, const std::optional<std::string_view>& told) {
  return sql::quote_identifier_if_needed(told ? std::string(*told) : standard_name(fix.object()));
}

std::string add_constraint(const Fix& fix, const ColumnNames& names) {
  return fmt::format("{} ADD CONSTRAINT {} NOT NULL {}{}{}", names.alter_table,
                     constraint_name(fix, fix.desired().attribute("not_null_name")), names.name,
                     fix.wanted("not_null_inherit") == "no" ? " NO INHERIT" : "",
                     fix.wanted("not_null") == "not valid" ? " NOT VALID" : "");
}

bool is_more_than_set(const Fix& fix) {
  return fix.wanted("not_null") == "not valid" || fix.desired().attribute("not_null_name") ||
         fix.wanted("not_null_inherit") == "no";
}

void comment(Fix& fix, const ColumnNames& names) {
  fix.add(fmt::format(
      "COMMENT ON CONSTRAINT {} ON {} IS {}", constraint_name(fix, fix.desired().attribute("not_null_name")),
      names.table,
      fix.desired().attribute("not_null_comment") ? sql::quote_literal(fix.wanted("not_null_comment")) : "NULL"));
}

void set_not_null(Fix& fix, const ColumnNames& names) {
  if (fix.wanted("not_null") == "yes" && !fix.is_in_new())
    fix.note("reads the whole table, nobody can use it meanwhile");
  if (is_more_than_set(fix)) {
    fix.add(add_constraint(fix, names));
  } else {
    fix.add(names.alter + " SET NOT NULL");
  }
  if (fix.desired().attribute("not_null_comment")) comment(fix, names);
}

// There on both sides, and not the same.
void alter_constraint(Fix& fix, const ColumnNames& names) {
  if (const AttributeChange* change = fix.changed("not_null_name")) {
    fix.add(fmt::format("{} RENAME CONSTRAINT {} TO {}", names.alter_table, constraint_name(fix, change->actual),
                        constraint_name(fix, change->expected)));
    fix.settle("not_null_name");
  }
  const std::string constraint = constraint_name(fix, fix.desired().attribute("not_null_name"));
  fix.on_change("not_null_inherit", [&](const auto& wanted) {
    return fmt::format("{} ALTER CONSTRAINT {} {}INHERIT", names.alter_table, constraint, wanted ? "NO " : "");
  });
  fix.on_change("not_null",
                [&](const auto&) { return fmt::format("{} VALIDATE CONSTRAINT {}", names.alter_table, constraint); });
  if (fix.changed("not_null_comment")) {
    comment(fix, names);
    fix.settle("not_null_comment");
  }
}

}  // namespace

void add_not_null(Fix& fix, const ColumnNames& names) {
  if (is_more_than_set(fix)) fix.add(add_constraint(fix, names));
  if (fix.desired().attribute("not_null_comment")) comment(fix, names);
}

void fix_not_null(Fix& fix, const ColumnNames& names) {
  const AttributeChange* change = fix.changed("not_null");
  const bool constraints = fix.server_version() >= k_first_with_constraints;
  if (change == nullptr || (change->actual == "not valid" && change->expected == "yes")) {
    if (constraints) alter_constraint(fix, names);
    return;
  }
  if (change->actual != "no") fix.add(names.alter + " DROP NOT NULL");
  if (change->expected != "no") set_not_null(fix, names);
  for (const std::string_view attribute : {"not_null", "not_null_name", "not_null_inherit", "not_null_comment"}) {
    fix.settle(attribute);
  }
}

}  // namespace plumb::diff
