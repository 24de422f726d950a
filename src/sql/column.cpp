// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/column.hpp>

#include <pg_query.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <plumb/sql/quote.hpp>
#include <vector>

#include "tokens.hpp"

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

// Versions 16 to 18 of PostgreSQL know clauses that this grammar (that of 15) does not: STORAGE, ENFORCED, VIRTUAL, and
// generated columns without either word. For reading they are left out, or put as the grammar knows them.
std::string as_older_grammar(std::string_view text) {
  const std::vector<Token> all = tokens(text);
  std::string out;
  const auto is = [&](std::size_t i, std::string_view word) { return i < all.size() && all[i].is_word(word); };
  int depth = 0;
  std::optional<int> generated;  // the depth at which its expression ends
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t end = i + 1 < all.size() ? all[i + 1].offset : text.size();
    depth += all[i].is_symbol('(') ? 1 : all[i].is_symbol(')') ? -1 : 0;
    const bool clause = i > 1 && depth == 0;  // after the name and the type
    if (clause && is(i, "storage") && i + 1 < all.size() && all[i + 1].kind == Token::Kind::word) {
      ++i;
    } else if (clause && (is(i, "enforced") || (is(i, "not") && is(i + 1, "enforced")))) {
      continue;
    } else if (clause && is(i, "virtual")) {
      out += "STORED ";
    } else {
      out += text.substr(all[i].offset, end - all[i].offset);
    }
    if (clause && is(i, "as") && is(i - 1, "always")) generated = depth;
    if (generated == depth && all[i].is_symbol(')')) {
      if (!is(i + 1, "stored") && !is(i + 1, "virtual")) out += " STORED ";
      generated.reset();
    }
  }
  return out;
}

// On one line, and followed by another column: what ends the list or makes a comment of the rest would take that
// along. `end` comes between the two.
ParsedColumn parse_as_first(std::string_view text, std::string_view end = "") {
  const std::string statement = fmt::format("CREATE TABLE t ({}{}, {} int)", text, end, k_last);
  const std::unique_ptr<PgQueryParseResult, FreeParseResult> result(
      new PgQueryParseResult(pg_query_parse(statement.c_str())));
  if (result->error != nullptr) return no_column(result->error->message);
  const json tree = json::parse(result->parse_tree, nullptr, false);
  const json* column = tree.is_discarded() ? nullptr : only_column(tree);
  if (column == nullptr || !column->contains("typeName")) return no_column("it is more than one column, or none");
  return {.column = read(*column), .error = {}};
}

// The grammar's words, where there are no better ones.
ParsedColumn explain(std::string_view text, const std::vector<Token>& words, ParsedColumn refused) {
  if (words.empty()) return no_column("there is nothing");
  if (words.size() == 1 && words.front().is_name()) return no_column("it has no type");
  if (parse_as_first(text, "\n").column) return no_column("it ends in a comment, which would hide what follows");
  if (words.front().kind != Token::Kind::word) return refused;
  const std::string name = quote_identifier(words.front().text);
  const std::string_view rest = words.size() > 1 ? text.substr(words[1].offset) : std::string_view();
  if (!parse_as_first(fmt::format("{} {}", name, rest)).column) return refused;
  return no_column(fmt::format("{} is a word of SQL; as a name it needs double quotes: {}", words.front().text, name));
}

}  // namespace

ParsedColumn parse_column(std::string_view text) {
  if (text.size() > k_longest) return no_column("it is too long");
  if (text.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos) return no_column("it has lines");
  if (text.find(k_last) != std::string_view::npos) return no_column("it is more than one column");
  const std::vector<Token> words = tokens(text);
  ParsedColumn out = parse_as_first(text);
  if (!out.column) {
    // A comment could get lost with what is left out, and hide what follows in the file.
    const bool comment = text.find("--") != std::string_view::npos || text.find("/*") != std::string_view::npos;
    ParsedColumn newer = comment ? no_column("") : parse_as_first(as_older_grammar(text));
    if (!newer.column) return explain(text, words, std::move(out));
    out = std::move(newer);
  }
  // The grammar cuts a long name, as the server does; whoever typed it should know.
  if (words.front().text.size() > out.column->name.size()) out.column->name = words.front().text;
  return out;
}

}  // namespace plumb::sql
