// SPDX-License-Identifier: Apache-2.0
#include "guard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace plumb::query {
namespace {

// SQLite's own functions that depend on their arguments only and touch nothing else. In byte order.
constexpr auto k_functions = std::to_array<std::string_view>({
    "->",
    "->>",
    "abs",
    "avg",
    "ceil",
    "ceiling",
    "char",
    "coalesce",
    "concat",
    "concat_ws",
    "count",
    "cume_dist",
    "dense_rank",
    "first_value",
    "floor",
    "format",
    "glob",
    "group_concat",
    "hex",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_each",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_object",
    "json_quote",
    "json_tree",
    "json_type",
    "json_valid",
    "lag",
    "last_value",
    "lead",
    "length",
    "like",
    "likelihood",
    "likely",
    "lower",
    "ltrim",
    "max",
    "min",
    "mod",
    "nth_value",
    "ntile",
    "nullif",
    "percent_rank",
    "printf",
    "quote",
    "rank",
    "replace",
    "round",
    "row_number",
    "rtrim",
    "sign",
    "string_agg",
    "substr",
    "substring",
    "sum",
    "total",
    "trim",
    "typeof",
    "unicode",
    "unlikely",
    "upper",
});
static_assert(std::ranges::is_sorted(k_functions));

std::string_view view(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return out;
}

// Tables of SQLite itself: its schema, its settings, what it says of its files and statements.
bool is_sqlite_table(std::string_view name) {
  return name.starts_with("sqlite_") || name.starts_with("pragma_") || name == "dbstat" || name.starts_with("fts");
}

}  // namespace

void Guard::watch(sqlite3* connection) {
  sqlite3_set_authorizer(connection, &Guard::authorize, this);
}

int Guard::authorize(void* self, int action, const char* first, const char* second, const char*, const char*) {
  Guard& guard = *static_cast<Guard*>(self);
  if (guard.m_paused) return SQLITE_OK;
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ:
      return guard.read(view(first), view(second));
    case SQLITE_FUNCTION:
      return guard.call(view(second));
    case SQLITE_PRAGMA:
      return guard.refuse(fmt::format("PRAGMA {} is not allowed: a catalog is read with SELECT", view(first)));
    case SQLITE_ATTACH:
      return guard.refuse("ATTACH is not allowed: no file can be opened here");
    default:
      return guard.refuse("only SELECT is allowed: a catalog can be read, not changed");
  }
}

int Guard::refuse(std::string what) {
  if (m_refused.empty()) m_refused = std::move(what);
  return SQLITE_DENY;
}

// Without a column it may be the name of a subquery, whose own tables are asked for by themselves.
int Guard::read(std::string_view table, std::string_view column) {
  const std::string name = lower(table);
  if (m_tables.contains(name) || name == "json_each" || name == "json_tree") return SQLITE_OK;
  if (column.empty() && !is_sqlite_table(name)) return SQLITE_OK;
  return refuse(fmt::format("table {} is not one of the catalog", table));
}

int Guard::call(std::string_view function) {
  const std::string name = lower(function);
  if (std::ranges::binary_search(k_functions, name) || m_functions.contains(name)) return SQLITE_OK;
  return refuse(fmt::format("function {}() may not be called here", name));
}

}  // namespace plumb::query
