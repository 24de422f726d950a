// SPDX-License-Identifier: Apache-2.0
#include "keys.hpp"

#include <algorithm>

namespace plumb::contract {

using sql::Expression;
using Kind = Expression::Kind;

namespace {

// The parts of an expression that can be its value. None for one that is its own.
std::vector<const Expression*> values_of(const Expression& expression) {
  std::vector<const Expression*> out;
  switch (expression.kind) {
    case Kind::coalesce:
      for (const Expression& part : expression.parts) out.push_back(&part);
      break;
    case Kind::nullif:
    case Kind::subquery:
      out.push_back(&expression.parts[0]);
      break;
    case Kind::case_when:
      for (std::size_t i = 1; i < expression.parts.size(); i += 2) out.push_back(&expression.parts[i]);
      out.push_back(&expression.parts.back());
      break;
    default:
      break;
  }
  return out;
}

}  // namespace

bool is_session(const Expression& expression, const ProverOptions& options) {
  return expression.kind == Kind::call && expression.parts.empty() && expression.name == options.context_function;
}

// current_setting('erun.tenant_id'::text) or with true: where it is not set one raises, the other is NULL, and neither
// lets a row through.
bool is_setting(const Expression& expression, const ProverOptions& options) {
  if (expression.kind != Kind::call || expression.parts.empty() || expression.parts.size() > 2) return false;
  if (expression.name != "current_setting" && expression.name != "pg_catalog.current_setting") return false;
  const Expression* name = &expression.parts[0];
  if (name->kind == Kind::cast && name->name == "text") name = &name->parts[0];
  return name->kind == Kind::constant && name->name == options.setting;
}

Keys::Keys(const Expression& predicate, const ProverOptions& options) : m_options(options) {
  // Each round marks one more expression, or is the last.
  while (visit(predicate)) continue;
}

bool Keys::is_row(const Expression& expression) const {
  return expression.kind == Kind::column && expression.name == m_options.tenant_column;
}

bool Keys::raises_if_not_set(const Expression& setting) {
  return setting.parts.size() < 2 || setting.parts[1].kind != Kind::constant || setting.parts[1].name != "true";
}

// A tenant by itself, or the setting that names one.
bool Keys::is_tenant(const Expression& expression) const {
  if (is_row(expression) || is_session(expression) || is_setting(expression)) return true;
  const bool wraps = expression.kind == Kind::nullif || expression.kind == Kind::subquery || is_plain_cast(expression);
  return wraps && is_tenant(expression.parts[0]);
}

bool Keys::is_plain_cast(const Expression& expression) const {
  if (!m_options.casts_trusted || expression.kind != Kind::cast) return false;
  const bool keeps = expression.name == "text" || (expression.name == "uuid" && m_options.tenant_type == "uuid");
  return keeps && is_tenant(expression.parts[0]);
}

bool Keys::is_scalar(const Expression& expression) const {
  constexpr std::string_view k_scalars[] = {"uuid", "text", "varchar", "int2", "int4", "int8"};
  switch (expression.kind) {
    case Kind::null:
    case Kind::constant:
      return true;
    case Kind::cast:
      return std::ranges::find(k_scalars, expression.name) != std::end(k_scalars);
    default:
      break;
  }
  if (is_tenant(expression)) return true;
  return std::ranges::any_of(values_of(expression), [&](const Expression* value) { return is_scalar(*value); });
}

bool Keys::contain(const Expression& expression) const {
  if (is_row(expression) || is_session(expression) || is_setting(expression)) return true;
  if (m_marked.contains(expression.identity())) return true;
  if (is_plain_cast(expression)) return contain(expression.parts[0]);
  const auto values = values_of(expression);
  return std::ranges::any_of(values, [&](const Expression* value) { return contain(*value); });
}

bool Keys::mark(const Expression& expression) {
  const auto values = values_of(expression);
  if (!values.empty()) {
    bool marked = false;
    for (const Expression* value : values) marked |= mark(*value);
    return marked;
  }
  if (is_plain_cast(expression) && contain(expression.parts[0])) return false;
  if (is_row(expression) || is_session(expression) || is_setting(expression)) return false;
  return m_marked.insert(expression.identity()).second;
}

bool Keys::join(const Expression& left, const Expression& right) {
  const bool left_is = contain(left);
  const bool right_is = contain(right);
  return (left_is && mark(right)) | (right_is && mark(left));
}

bool Keys::visit(const Expression& expression) {
  bool marked = false;
  for (const Expression& part : expression.parts) marked |= visit(part);
  switch (expression.kind) {
    case Kind::compare:
      if (expression.parts.size() == 2 && (expression.name == "=" || expression.name == "<>")) {
        marked |= join(expression.parts[0], expression.parts[1]);
      }
      break;
    case Kind::distinct:
    case Kind::not_distinct:
    case Kind::nullif:
      marked |= join(expression.parts[0], expression.parts[1]);
      break;
    case Kind::any_of:
    case Kind::all_of:
      for (std::size_t i = 1; i < expression.parts.size(); ++i) {
        marked |= join(expression.parts[0], expression.parts[i]);
      }
      break;
    case Kind::coalesce:
    case Kind::case_when: {
      const auto values = values_of(expression);
      for (const Expression* value : values) marked |= join(*values[0], *value);
      break;
    }
    default:
      break;
  }
  return marked;
}

}  // namespace plumb::contract
