// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/column.hpp>

#include <pg_query.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

namespace plumb::sql {
namespace {

using nlohmann::json;
using namespace nlohmann::literals;

constexpr std::size_t k_longest = 8 * 1024;
constexpr std::string_view k_last = "plumb_last_column";

struct FreeParseResult {
  void operator()(PgQueryParseResult* result) const {
    pg_query_free_parse_result(*result);
    delete result;
  }
};

ParsedColumn no_column(std::string reason) {
  return {.column = std::nullopt, .error = std::move(reason)};
}

// What is behind the parentheses (INHERITS, PARTITION BY, WITH, TABLESPACE) has fields of its own.
bool has_only_elements(const json& create) {
  constexpr std::string_view k_expected[] = {"relation", "tableElts", "oncommit"};
  return std::ranges::all_of(create.items(), [&](const auto& field) {
    return std::ranges::find(k_expected, std::string_view(field.key())) != std::end(k_expected);
  });
}

const json* only_column(const json& tree) {
  const json& statements = tree.at("stmts");
  if (statements.size() != 1 || !statements[0].at("stmt").contains("CreateStmt")) return nullptr;
  const json& create = statements[0].at("stmt").at("CreateStmt");
  if (!has_only_elements(create) || create.value("oncommit", "") != "ONCOMMIT_NOOP") return nullptr;
  const json elements = create.value("tableElts", json::array());
  if (elements.size() != 2 || elements[1].value("/ColumnDef/colname"_json_pointer, "") != k_last) return nullptr;
  const json& first = create.at("tableElts")[0];
  return first.contains("ColumnDef") ? &first.at("ColumnDef") : nullptr;
}

ColumnDefinition read(const json& node) {
  ColumnDefinition out{.name = node.value("colname", "")};
  for (const json& name : node.at("typeName").at("names")) out.type = name.at("String").value("sval", "");
  for (const json& each : node.value("constraints", json::array())) {
    const std::string type = each.at("Constraint").value("contype", "");
    out.primary_key = out.primary_key || type == "CONSTR_PRIMARY";
    out.unique = out.unique || type == "CONSTR_UNIQUE";
    out.references = out.references || type == "CONSTR_FOREIGN";
  }
  return out;
}

}  // namespace

ParsedColumn parse_column(std::string_view text) {
  if (text.size() > k_longest) return no_column("it is too long");
  if (text.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos) return no_column("it has lines");
  if (text.find(k_last) != std::string_view::npos) return no_column("it is more than one column");
  // On one line, and followed by another column: what ends the list or makes a comment of the rest would take that
  // along.
  const std::string statement = fmt::format("CREATE TABLE t ({}, {} int)", text, k_last);
  const std::unique_ptr<PgQueryParseResult, FreeParseResult> result(
      new PgQueryParseResult(pg_query_parse(statement.c_str())));
  if (result->error != nullptr) return no_column(result->error->message);
  const json tree = json::parse(result->parse_tree, nullptr, false);
  const json* column = tree.is_discarded() ? nullptr : only_column(tree);
  if (column == nullptr || !column->contains("typeName")) return no_column("it is more than one column, or none");
  return {.column = read(*column), .error = {}};
}

}  // namespace plumb::sql
