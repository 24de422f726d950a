// SPDX-License-Identifier: Apache-2.0
// What was asked for on a command line, as a wish.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/scaffold/module.hpp>
#include <plumb/scaffold/table_name.hpp>
#include <plumb/sql/column.hpp>
#include <plumb/sql/quote.hpp>

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

// A column that would break the contract is refused here, with what to write instead; the rules would find it later.
void check_constraints(const TableWish& table, const sql::ColumnDefinition& column) {
  const auto refuse_key = [&](std::string_view what, std::string hint) {
    throw Error(fmt::format("table {}: column {} {}", table.name, column.name, what), ErrorCode::usage)
        .with_hint(std::move(hint));
  };
  if (column.primary_key) {
    refuse_key("cannot be the primary key", fmt::format("every table has the key {} already", key_name(table.name)));
  }
  if (column.unique) {
    refuse_key("cannot be unique over all tenants",
               fmt::format("leave UNIQUE out; once the module is there, add UNIQUE (tenant_id, {}) to the table's file",
                           sql::quote_identifier_if_needed(column.name)));
  }
  if (column.references) {
    refuse_key("cannot refer to another table: such a key must hold the tenant, too",
               fmt::format("say {}:parent=TABLE, which makes the column and its foreign key", table.name));
  }
  if (column.type.find("serial") != std::string::npos) {
    refuse_key(fmt::format("is a {}, whose sequence tenants may not use", column.type),
               "say bigint GENERATED ALWAYS AS IDENTITY, whose sequence needs no grant");
  }
}

void check_column(const TableWish& table, std::string_view text) {
  constexpr std::array<std::string_view, 3> k_own = {"tenant_id", "created_at", "updated_at"};
  const sql::ParsedColumn parsed = sql::parse_column(text);
  if (!parsed.column) {
    throw Error(fmt::format("column \"{}\" of table {} is not a name and a type: {}", text, table.name, parsed.error),
                ErrorCode::usage)
        .with_hint(fmt::format("as in --columns '{}.title text NOT NULL', one column a flag", table.name));
  }
  const std::string& name = parsed.column->name;
  if (name == "id") refuse(fmt::format("table {}: the key is called {}, never id", table.name, key_name(table.name)));
  if (std::ranges::find(k_own, name) != k_own.end() || name == key_name(table.name)) {
    refuse(fmt::format("table {}: every table has a column {} already", table.name, name));
  }
  if (name.size() > k_longest_identifier) {
    refuse(fmt::format("table {}: column {} has {} bytes; an identifier has {} at most", table.name, name, name.size(),
                       k_longest_identifier));
  }
  const auto same = [&](const std::string& other) { return column_name(other) == name; };
  if (std::ranges::any_of(table.columns, same)) {
    refuse(fmt::format("table {}: column {} is named twice", table.name, name));
  }
  check_constraints(table, *parsed.column);
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
      throw Error(fmt::format("\"{}\": :{} means nothing", text, word), ErrorCode::usage)
          .with_hint("after a table's name may stand :append-only and :parent=TABLE");
    }
    rest.remove_prefix(std::min(rest.find(':'), rest.size()));
  }
  if (out.name.empty()) refuse(fmt::format("\"{}\" names no table", text));
  return out;
}

std::vector<TableWish> parse_tables(std::string_view text) {
  std::vector<TableWish> out;
  while (!trim(text).empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    out.push_back(parse_table(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void add_column(std::vector<TableWish>& tables, std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::string_view name = trim(text.substr(0, std::min(dot, text.size())));
  const auto table = std::ranges::find(tables, name, &TableWish::name);
  if (dot == std::string_view::npos || table == tables.end()) {
    throw Error(fmt::format("\"{}\" is not TABLE.COLUMN TYPE of one of the tables", text), ErrorCode::usage)
        .with_hint(dot == std::string_view::npos ? "as in --columns 'orders.title text NOT NULL', one column a flag"
                                                 : "name the table in --tables first");
  }
  const std::string_view column = trim(text.substr(dot + 1));
  check_column(*table, column);
  table->columns.emplace_back(column);
}

void rename_wish(std::vector<TableWish>& tables, const std::string& table, const std::string& name) {
  for (TableWish& each : tables) {
    if (each.name == table) each.name = name;
    if (each.parent == table) each.parent = name;
  }
}

}  // namespace plumb::scaffold
