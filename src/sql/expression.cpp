// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/expression.hpp>

#include <pg_query.h>

#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "expression_reader.hpp"

namespace plumb::sql {
namespace {

constexpr std::string_view k_select = "SELECT ";
// Deparsed policies have some hundred bytes; this keeps hostile ones from eating the stack.
constexpr std::size_t k_longest = 64 * 1024;

struct FreeParseResult {
  void operator()(PgQueryParseResult* result) const {
    pg_query_free_parse_result(*result);
    delete result;
  }
};

const nlohmann::json* only_target(const nlohmann::json& tree) {
  const nlohmann::json& statements = tree.at("stmts");
  if (statements.size() != 1 || !statements[0].at("stmt").contains("SelectStmt")) return nullptr;
  return expression_of_plain_select(statements[0].at("stmt").at("SelectStmt"));
}

}  // namespace

ParsedExpression parse_expression(std::string_view text) {
  if (text.size() > k_longest) return {.expression = std::nullopt, .error = "the expression is too long"};
  const std::string statement = std::string(k_select) + std::string(text);
  const std::unique_ptr<PgQueryParseResult, FreeParseResult> result(
      new PgQueryParseResult(pg_query_parse(statement.c_str())));
  if (result->error != nullptr) return {.expression = std::nullopt, .error = result->error->message};
  const nlohmann::json tree = nlohmann::json::parse(result->parse_tree, nullptr, false);
  const nlohmann::json* target = tree.is_discarded() ? nullptr : only_target(tree);
  if (target == nullptr) return {.expression = std::nullopt, .error = "it is not one expression"};
  return {.expression = ExpressionReader(statement).read(*target), .error = {}};
}

std::string Expression::identity() const {
  if (kind == Kind::other) return "{" + shape + "}";
  std::string out = fmt::format("({} {}:{}", static_cast<int>(kind), name.size(), name);
  for (const Expression& part : parts) out += part.identity();
  return out + ")";
}

namespace {

std::string join(const std::vector<Expression>& parts, std::string_view separator, std::size_t first = 0) {
  std::vector<std::string> texts;
  for (std::size_t i = first; i < parts.size(); ++i) texts.push_back(parts[i].sql());
  return fmt::format("{}", fmt::join(texts, separator));
}

std::string case_text(const std::vector<Expression>& parts) {
  std::string out = "CASE";
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    out += fmt::format(" WHEN {} THEN {}", parts[i].sql(), parts[i + 1].sql());
  }
  return out + fmt::format(" ELSE {} END", parts.back().sql());
}

std::string_view test_text(Expression::Kind kind) {
  using Kind = Expression::Kind;
  switch (kind) {
    case Kind::is_null:
      return "IS NULL";
    case Kind::is_not_null:
      return "IS NOT NULL";
    case Kind::is_true:
      return "IS TRUE";
    case Kind::is_not_true:
      return "IS NOT TRUE";
    case Kind::is_false:
      return "IS FALSE";
    case Kind::is_not_false:
      return "IS NOT FALSE";
    case Kind::is_unknown:
      return "IS UNKNOWN";
    default:
      return "IS NOT UNKNOWN";
  }
}

// Numbers and booleans stand for themselves.
bool needs_quotes(std::string_view constant) {
  if (constant == "true" || constant == "false") return false;
  return constant.empty() || constant.find_first_not_of("0123456789.") != std::string_view::npos;
}

}  // namespace

std::string Expression::sql() const {
  switch (kind) {
    case Kind::column:
      return name;
    case Kind::constant:
      return needs_quotes(name) ? "'" + name + "'" : name;
    case Kind::null:
      return "NULL";
    case Kind::call:
      return name + "(" + join(parts, ", ") + ")";
    case Kind::cast:
      return parts[0].sql() + "::" + name;
    case Kind::compare:
      if (parts.size() == 1) return "(" + name + " " + parts[0].sql() + ")";
      return "(" + parts[0].sql() + " " + name + " " + parts[1].sql() + ")";
    case Kind::distinct:
      return "(" + join(parts, " IS DISTINCT FROM ") + ")";
    case Kind::not_distinct:
      return "(" + join(parts, " IS NOT DISTINCT FROM ") + ")";
    case Kind::any_of:
      return fmt::format("({} {} ANY (ARRAY[{}]))", parts[0].sql(), name, join(parts, ", ", 1));
    case Kind::all_of:
      return fmt::format("({} {} ALL (ARRAY[{}]))", parts[0].sql(), name, join(parts, ", ", 1));
    case Kind::nullif:
      return "NULLIF(" + join(parts, ", ") + ")";
    case Kind::coalesce:
      return "COALESCE(" + join(parts, ", ") + ")";
    case Kind::case_when:
      return case_text(parts);
    case Kind::conjunction:
      return "(" + join(parts, " AND ") + ")";
    case Kind::disjunction:
      return "(" + join(parts, " OR ") + ")";
    case Kind::negation:
      return "(NOT " + parts[0].sql() + ")";
    case Kind::subquery:
      return "(SELECT " + parts[0].sql() + ")";
    case Kind::other:
      return text;
    default:
      return fmt::format("({} {})", parts[0].sql(), test_text(kind));
  }
}

}  // namespace plumb::sql
