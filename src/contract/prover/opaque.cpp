// SPDX-License-Identifier: Apache-2.0
#include "opaque.hpp"

#include <algorithm>

#include "keys.hpp"

namespace plumb::contract {

using sql::Expression;
using Kind = Expression::Kind;

namespace {

// As a SELECT without FROM: nothing in it can be a function that returns a set.
bool gives_one_row(const Expression& expression, const ProverOptions& options) {
  if (expression.kind == Kind::other) return false;
  if (expression.kind == Kind::call) return is_session(expression, options) || is_setting(expression, options);
  return std::ranges::all_of(expression.parts, [&](const Expression& part) { return gives_one_row(part, options); });
}

bool has_unnamed_operator(const Expression& expression) {
  return expression.kind == Kind::distinct || expression.kind == Kind::not_distinct ||
         expression.kind == Kind::nullif || expression.kind == Kind::case_when;
}

bool is_opaque(const Expression& expression, const ProverOptions& options) {
  if (!options.operators_trusted && has_unnamed_operator(expression)) return true;
  return expression.kind == Kind::subquery && !gives_one_row(expression.parts[0], options);
}

}  // namespace

Expression with_opaque_parts(Expression expression, const ProverOptions& options) {
  if (is_opaque(expression, options)) {
    Expression out;
    out.shape = expression.identity();
    out.text = expression.sql();
    out.has_query = true;  // nothing is known of it, so it is another one each time
    return out;
  }
  for (Expression& part : expression.parts) part = with_opaque_parts(std::move(part), options);
  return expression;
}

}  // namespace plumb::contract
