// SPDX-License-Identifier: Apache-2.0
// An SQL expression as a tree, read by PostgreSQL's own grammar (libpg_query). For expressions that the server printed
// (pg_get_expr): the names in them are qualified, the operators are resolved.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::sql {

struct Expression {
  enum class Kind {
    column,        // name: the last part; a qualifier can only be the table of the expression
    constant,      // name: the text of the value
    null,          // NULL
    call,          // name: the function as it is written, qualified or not; parts: arguments
    cast,          // name: the type; parts: what is cast
    compare,       // name: the operator; parts: both sides (one for a prefix operator)
    distinct,      // IS DISTINCT FROM
    not_distinct,  // IS NOT DISTINCT FROM
    any_of,        // name: the operator; parts: left side, then the elements of the array or list
    all_of,        // the same for ALL, NOT IN
    nullif,
    coalesce,
    case_when,  // parts: condition, result, condition, result …, and the ELSE or NULL; without an operand
    conjunction,
    disjunction,
    negation,
    is_null,
    is_not_null,
    is_true,
    is_not_true,
    is_false,
    is_not_false,
    is_unknown,
    is_not_unknown,
    subquery,  // (SELECT x) without FROM or anything else; parts: x
    other,     // all the rest
  };

  Kind kind = Kind::other;
  std::string name;
  std::vector<Expression> parts;
  // Of `other`: what it consists of, without places: equal for equal expressions.
  std::string shape;
  // Of `other`: its source text, as far as that can be told.
  std::string text;
  // Of `other`: the functions that are called, the operators of users that are applied and the types of users that are
  // cast to somewhere in it.
  std::vector<std::string> calls;
  // Of `other`: whether a query of its own stands in it.
  bool has_query = false;

  // Equal for equal trees.
  [[nodiscard]] std::string identity() const;
  // SQL to show to people.
  [[nodiscard]] std::string sql() const;
};

struct ParsedExpression {
  std::optional<Expression> expression;
  std::string error;  // the grammar's words, where there is no expression
};

// Never throws for bad text: a server that is newer than the grammar may print what it does not know.
[[nodiscard]] ParsedExpression parse_expression(std::string_view text);

}  // namespace plumb::sql
