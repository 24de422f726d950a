// SPDX-License-Identifier: Apache-2.0
// Reading: from an expression to nodes.
#include "model.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace plumb::contract {

using sql::Expression;
using Kind = Expression::Kind;

namespace {

bool is_equality(const Expression& expression) {
  return expression.kind == Kind::compare && expression.parts.size() == 2 &&
         (expression.name == "=" || expression.name == "<>");
}

// Whether it is a truth value by its form. A column or call may be one too, but need not.
bool has_truth(const Expression& expression) {
  switch (expression.kind) {
    case Kind::conjunction:
    case Kind::disjunction:
    case Kind::negation:
    case Kind::distinct:
    case Kind::not_distinct:
    case Kind::any_of:
    case Kind::all_of:
    case Kind::is_null:
    case Kind::is_not_null:
    case Kind::is_true:
    case Kind::is_not_true:
    case Kind::is_false:
    case Kind::is_not_false:
    case Kind::is_unknown:
    case Kind::is_not_unknown:
      return true;
    case Kind::compare:
      return is_equality(expression);
    case Kind::constant:
      return expression.name == "true" || expression.name == "false";
    default:
      return false;
  }
}

// A cast to a type of somebody's own, or one that somebody made between the server's, calls a function that has no name
// here. What is not read part by part may hold such a cast.
bool calls_only_steady(const Expression& expression, const ProverOptions& options) {
  if (expression.has_query) return false;
  const auto steady = [&](std::string_view name) { return options.is_steady && options.is_steady(name); };
  if (expression.kind == Kind::call && !steady(expression.name)) return false;
  if (expression.kind == Kind::cast && expression.name.find('.') != std::string::npos) return false;
  if (!options.casts_trusted && (expression.kind == Kind::cast || expression.kind == Kind::other)) return false;
  if (!std::ranges::all_of(expression.calls, steady)) return false;
  return std::ranges::all_of(expression.parts,
                             [&](const Expression& part) { return calls_only_steady(part, options); });
}

// Of some types only: the server has others with values that do not equal themselves, and some that are written alike
// without being so.
bool is_constant_of(const Expression& expression, std::span<const std::string_view> types) {
  const Expression* at = &expression;
  while (at->kind == Kind::cast && std::ranges::find(types, at->name) != types.end()) at = &at->parts[0];
  return at->kind == Kind::constant;
}

bool is_plain_constant(const Expression& expression) {
  constexpr std::string_view k_types[] = {"text", "int2", "int4", "int8", "numeric", "uuid", "varchar"};
  return is_constant_of(expression, k_types);
}

std::optional<long long> whole_number(const Expression& expression) {
  constexpr std::string_view k_types[] = {"int2", "int4", "int8", "numeric"};
  if (!is_constant_of(expression, k_types)) return std::nullopt;
  const Expression* at = &expression;
  while (at->kind == Kind::cast) at = &at->parts[0];
  const bool digits = !at->name.empty() && at->name.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || at->name.size() >= 18) return std::nullopt;
  return std::stoll(at->name);
}

// Whatever is not known counts as text, of which less is believed.
bool are_texts(std::string_view type) {
  return type != "uuid" && type != "bigint" && type != "integer" && type != "smallint";
}

}  // namespace

Model::Model(const Expression& predicate, const ProverOptions& options)
    : m_options(options), m_keys(predicate, options), m_tenants_are_texts(are_texts(options.tenant_type)) {
  m_root = read_truth(predicate);
}

int Model::add(Op op, std::vector<int> parts, int slot) {
  m_nodes.push_back({op, slot, std::move(parts)});
  return static_cast<int>(m_nodes.size()) - 1;
}

bool Model::is_steady(const Expression& expression) const {
  return calls_only_steady(expression, m_options);
}

int Model::add_atom(const Expression& expression) {
  const int fresh = static_cast<int>(m_atoms.size());
  if (is_steady(expression)) {
    const auto [found, added] = m_atom_slots.emplace(expression.identity(), fresh);
    if (!added) return add(Op::atom, {}, found->second);
  }
  m_atoms.push_back(expression.sql());
  return add(Op::atom, {}, fresh);
}

// Two texts may be the same to the collation of a column, which is not known here: that a text equals a first and a
// second one does not make these two equal. So where tenants are texts, a term is another one each time.
int Model::add_term(const Expression& expression, bool can_be_null) {
  if (is_steady(expression) && !m_tenants_are_texts) {
    const auto slot = static_cast<int>(m_terms.size());
    const auto [found, added] = m_term_slots.emplace(expression.identity(), slot);
    if (!added) return add(Op::term, {}, found->second);
  }
  m_terms.push_back({expression.sql(), can_be_null});
  return add(Op::term, {}, static_cast<int>(m_terms.size()) - 1);
}

int Model::read_truths(Op op, const Expression& expression) {
  std::vector<int> parts;
  for (const Expression& part : expression.parts) parts.push_back(read_truth(part));
  return add(op, std::move(parts));
}

int Model::read_truth(const Expression& expression) {
  const auto test = [&](Op op, Truth truth) {
    return add(op, {read_truth(expression.parts[0])}, static_cast<int>(truth));
  };
  switch (expression.kind) {
    case Kind::null:
      return always(Truth::unknown);
    case Kind::constant:
      return read_constant_truth(expression);
    case Kind::conjunction:
      return read_truths(Op::conjunction, expression);
    case Kind::disjunction:
      return read_truths(Op::disjunction, expression);
    case Kind::negation:
      return read_truths(Op::negation, expression);
    case Kind::is_true:
      return test(Op::is_truth, Truth::yes);
    case Kind::is_false:
      return test(Op::is_truth, Truth::no);
    case Kind::is_unknown:
      return test(Op::is_truth, Truth::unknown);
    case Kind::is_not_true:
      return test(Op::is_not_truth, Truth::yes);
    case Kind::is_not_false:
      return test(Op::is_not_truth, Truth::no);
    case Kind::is_not_unknown:
      return test(Op::is_not_truth, Truth::unknown);
    case Kind::is_null:
    case Kind::is_not_null:
      return read_null_test(expression);
    case Kind::compare:
      return is_equality(expression) ? read_comparison(expression) : add_atom(expression);
    case Kind::distinct:
    case Kind::not_distinct:
      return read_distinct(expression);
    case Kind::any_of:
    case Kind::all_of:
      return read_elements(expression);
    case Kind::coalesce:
      return read_truths(Op::first_known, expression);
    case Kind::case_when:
      return read_truths(Op::choice, expression);
    case Kind::subquery:
      return read_truth(expression.parts[0]);
    case Kind::cast:
      if (expression.parts[0].kind == Kind::null) return always(Truth::unknown);
      if (expression.name == "bool" && has_truth(expression.parts[0])) return read_truth(expression.parts[0]);
      return add_atom(expression);
    default:
      return add_atom(expression);
  }
}

int Model::read_constant_truth(const Expression& expression) {
  if (expression.name == "true") return always(Truth::yes);
  if (expression.name == "false") return always(Truth::no);
  return add_atom(expression);
}

int Model::read_comparison(const Expression& expression) {
  const Expression& left = expression.parts[0];
  const Expression& right = expression.parts[1];
  int equal = -1;
  if (m_keys.contain(left) || m_keys.contain(right)) {
    const int first = read_value(left);
    equal = add(Op::equal, {first, read_value(right)});
  } else if (has_truth(left) || has_truth(right)) {
    const int first = read_truth(left);
    equal = add(Op::same_truth, {first, read_truth(right)});
  } else {
    const auto a = whole_number(left);
    const auto b = whole_number(right);
    if (a && b) {
      equal = always(*a == *b ? Truth::yes : Truth::no);
    } else if (is_plain_constant(left) && left.identity() == right.identity()) {
      equal = always(Truth::yes);
    } else {
      return add_atom(expression);
    }
  }
  return expression.name == "=" ? equal : add(Op::negation, {equal});
}

int Model::read_distinct(const Expression& expression) {
  const Expression& left = expression.parts[0];
  const Expression& right = expression.parts[1];
  if (!m_keys.contain(left) && !m_keys.contain(right)) return add_atom(expression);
  const int first = read_value(left);
  const int distinct = add(Op::distinct, {first, read_value(right)});
  return expression.kind == Kind::distinct ? distinct : add(Op::negation, {distinct});
}

// x = ANY (ARRAY[a, b]) is x = a OR x = b; x <> ALL is x <> a AND x <> b. Elements that may be arrays stand for all of
// theirs, which may be none: that is not read.
int Model::read_elements(const Expression& expression) {
  const bool any = expression.kind == Kind::any_of;
  const bool known = expression.name == "=" || expression.name == "<>";
  if (!known || !m_keys.contain(expression.parts[0])) return add_atom(expression);
  const std::span<const Expression> elements = std::span(expression.parts).subspan(1);
  const bool scalars = std::ranges::any_of(elements, [&](const Expression& each) { return m_keys.is_scalar(each); });
  if (!scalars) return add_atom(expression);
  std::vector<int> parts;
  for (const Expression& element : elements) {
    const int left = read_value(expression.parts[0]);
    const int equal = add(Op::equal, {left, read_value(element)});
    parts.push_back(expression.name == "=" ? equal : add(Op::negation, {equal}));
  }
  return add(any ? Op::disjunction : Op::conjunction, std::move(parts));
}

int Model::read_null_test(const Expression& expression) {
  const Expression& part = expression.parts[0];
  int is_null = -1;
  if (m_keys.contain(part)) {
    is_null = add(Op::is_null, {read_value(part)});
  } else if (has_truth(part)) {
    is_null = add(Op::is_truth, {read_truth(part)}, static_cast<int>(Truth::unknown));
  } else {
    return add_atom(expression);
  }
  return expression.kind == Kind::is_null ? is_null : add(Op::negation, {is_null});
}

int Model::read_values(Op op, const Expression& expression) {
  std::vector<int> parts;
  for (const Expression& part : expression.parts) parts.push_back(read_value(part));
  return add(op, std::move(parts));
}

int Model::read_value(const Expression& expression) {
  if (m_keys.is_row(expression)) return add(Op::row);
  if (m_keys.is_session(expression)) return add(Op::session);
  if (m_keys.is_setting(expression)) {
    m_reads_setting = true;
    return add(Op::setting, {}, Keys::raises_if_not_set(expression) ? 1 : 0);
  }
  switch (expression.kind) {
    case Kind::null:
      return add(Op::literal, {}, k_null);
    case Kind::subquery:
      return read_value(expression.parts[0]);
    case Kind::coalesce:
      return read_values(Op::first_not_null, expression);
    case Kind::nullif:
      return read_values(Op::nullif, expression);
    case Kind::case_when: {
      std::vector<int> parts;
      for (std::size_t i = 0; i + 1 < expression.parts.size(); i += 2) {
        parts.push_back(read_truth(expression.parts[i]));
        parts.push_back(read_value(expression.parts[i + 1]));
      }
      parts.push_back(read_value(expression.parts.back()));
      return add(Op::value_choice, std::move(parts));
    }
    case Kind::cast:
      return read_cast_value(expression);
    case Kind::constant:
      if (expression.name.empty()) return add(Op::literal, {}, k_empty_text);
      return add_term(expression, false);
    default:
      return add_term(expression, true);
  }
}

int Model::read_cast_value(const Expression& expression) {
  const Expression& inner = expression.parts[0];
  if (inner.kind == Kind::null) return add(Op::literal, {}, k_null);
  if (inner.kind == Kind::constant && expression.name == "text") return read_value(inner);
  if (!m_keys.is_plain_cast(expression) || !m_keys.contain(inner)) {
    return add_term(expression, inner.kind != Kind::constant);
  }
  const int value = read_value(inner);
  return expression.name == "uuid" ? add(Op::as_uuid, {value}) : value;
}

}  // namespace plumb::contract
