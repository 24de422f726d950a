// SPDX-License-Identifier: Apache-2.0
// What was asked for on a command line, as a wish.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/scaffold/module.hpp>
#include <plumb/scaffold/table_name.hpp>

#include "table_template.hpp"

namespace plumb::scaffold {
namespace {

[[noreturn]] void refuse(std::string message) {
  throw Error(std::move(message), ErrorCode::usage);
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// One column and nothing after it: no comma, semicolon or comment outside of quotes and parentheses.
bool is_one_column(std::string_view text) {
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r') return false;
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '\'' || c == '"') quote = c;
    depth += (c == '(') - (c == ')');
    if (depth < 0 || c == ';' || (c == ',' && depth == 0)) return false;
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("--") || rest.starts_with("/*")) return false;
  }
  return depth == 0 && quote == 0;
}

void check_column(const TableWish& table, std::string_view column) {
  constexpr std::array<std::string_view, 4> k_own = {"tenant_id", "created_at", "updated_at", "id"};
  const std::string_view name = column_name(column);
  if (!is_one_column(column) || name.size() == column.size() || name.empty()) {
    refuse(fmt::format("column \"{}\" of table {} is not a name and a type", column, table.name));
  }
  if (name == "id") refuse(fmt::format("table {}: the key is called {}, never id", table.name, key_name(table.name)));
  if (std::ranges::find(k_own, name) != k_own.end() || name == key_name(table.name)) {
    refuse(fmt::format("table {}: every table has a column {} already", table.name, name));
  }
  const auto same = [&](const std::string& other) { return column_name(other) == name; };
  if (std::ranges::any_of(table.columns, same))
    refuse(fmt::format("table {}: column {} is named twice", table.name, name));
}

}  // namespace

TableWish parse_table(std::string_view text) {
  TableWish out;
  const std::size_t end = std::min(text.find(':'), text.size());
  out.name = trim(text.substr(0, end));
  std::string_view rest = text.substr(end);
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view word = trim(rest.substr(0, rest.find(':')));
    constexpr std::string_view k_parent = "parent=";
    if (word == "append-only") {
      out.append_only = true;
    } else if (word.starts_with(k_parent) && word.size() > k_parent.size()) {
      out.parent = word.substr(k_parent.size());
    } else {
      refuse(fmt::format("\"{}\": after a table's name may stand :append-only and :parent=TABLE", text));
    }
    rest.remove_prefix(std::min(rest.find(':'), rest.size()));
  }
  if (out.name.empty()) refuse(fmt::format("\"{}\" names no table", text));
  return out;
}

void add_column(std::vector<TableWish>& tables, std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::string_view name = trim(text.substr(0, std::min(dot, text.size())));
  const auto table = std::ranges::find(tables, name, &TableWish::name);
  if (dot == std::string_view::npos || table == tables.end()) {
    refuse(fmt::format("\"{}\" is not TABLE.COLUMN TYPE … of one of the tables", text));
  }
  const std::string_view column = trim(text.substr(dot + 1));
  check_column(*table, column);
  table->columns.emplace_back(column);
}

}  // namespace plumb::scaffold
