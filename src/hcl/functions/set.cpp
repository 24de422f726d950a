// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include <plumb/hcl/convert.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

bool holds(const Value::List& elements, const Value& wanted) {
  return std::any_of(elements.begin(), elements.end(),
                     [&](const Value& element) { return equals(element, wanted) == true; });
}

// All sets in their common type; nothing in common is a failure.
std::variant<std::vector<Value>, Failure> to_one_type(Arguments sets) {
  std::vector<Type> elements;
  for (const Value& set : sets) {
    if (set.length() > 0 || !set.type().element().is(Kind::dynamic)) elements.push_back(set.type().element());
  }
  Type common;
  if (!elements.empty()) {
    const auto unified = unify(elements);
    if (!unified) return Failure{"given sets must all have compatible element types"};
    common = *unified;
  }
  std::vector<Value> out;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    Outcome converted = convert(sets[i], Type::set(common));
    if (const Failure* problem = failure(converted)) return Failure{problem->message, static_cast<int>(i)};
    Value set = std::get<Value>(std::move(converted));
    // An empty set of no known type takes the common one.
    out.push_back(set.type().element() == common ? std::move(set) : Value::set(common, {}));
  }
  return out;
}

// Folds the sets, from the left, with a rule on the elements gathered so far.
Outcome fold(Arguments sets, void (*rule)(Value::List& gathered, const Value::List& next)) {
  auto prepared = to_one_type(sets);
  if (auto* problem = std::get_if<Failure>(&prepared)) return std::move(*problem);
  const auto& values = std::get<std::vector<Value>>(prepared);
  Value::List gathered = values.front().as_list();
  for (std::size_t i = 1; i < values.size(); ++i) rule(gathered, values[i].as_list());
  return Value::set(values.front().type().element(), std::move(gathered));
}

Outcome setunion(Arguments a) {
  return fold(a, [](Value::List& gathered, const Value::List& next) {
    gathered.insert(gathered.end(), next.begin(), next.end());
  });
}

Outcome setintersection(Arguments a) {
  return fold(a, [](Value::List& gathered, const Value::List& next) {
    std::erase_if(gathered, [&](const Value& value) { return !holds(next, value); });
  });
}

Outcome setsubtract(Arguments a) {
  return fold(a, [](Value::List& gathered, const Value::List& next) {
    std::erase_if(gathered, [&](const Value& value) { return holds(next, value); });
  });
}

std::variant<Type, Failure> product_element(const Value& set, int position) {
  if (set.is(Kind::set) || set.is(Kind::list)) return set.type().element();
  if (!set.is(Kind::tuple)) return Failure{"a set or a list is required", position};
  if (set.type().elements().empty()) return Type::dynamic();
  if (auto common = unify(set.type().elements())) return *std::move(common);
  return Failure{"all elements must be of the same type", position};
}

// Every combination of one element of each, the last one varying fastest. Lists and tuples alone give a list.
Outcome setproduct(Arguments a) {
  if (a.size() < 2) return Failure{"at least two arguments are required"};
  std::vector<Type> types;
  std::size_t total = 1;
  bool has_set = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto element = product_element(a[i], static_cast<int>(i));
    if (auto* problem = std::get_if<Failure>(&element)) return std::move(*problem);
    types.push_back(std::get<Type>(element));
    total *= a[i].length();
    if (total > 1'000'000) return Failure{"too many combinations"};
    has_set = has_set || a[i].is(Kind::set);
  }
  Value::List rows;
  std::vector<std::size_t> at(a.size(), 0);
  while (rows.size() < total) {
    Value::List row;
    for (std::size_t i = 0; i < a.size(); ++i) {
      Outcome converted = convert(a[i].as_list()[at[i]], types[i]);
      if (const Failure* problem = failure(converted)) return Failure{problem->message, static_cast<int>(i)};
      row.push_back(std::get<Value>(std::move(converted)));
    }
    rows.push_back(Value::tuple(std::move(row)));
    for (std::size_t i = a.size(); i-- > 0;) {
      if (++at[i] < a[i].length()) break;
      at[i] = 0;
    }
  }
  Type row = Type::tuple(std::move(types));
  return has_set ? Value::set(std::move(row), std::move(rows)) : Value::list(std::move(row), std::move(rows));
}

constexpr Parameter k_first[] = {{"first_set", Parameter::Kind::set_of_any}};
constexpr Parameter k_others = {"other_sets", Parameter::Kind::set_of_any};
constexpr Parameter k_two[] = {{"a", Parameter::Kind::set_of_any}, {"b", Parameter::Kind::set_of_any}};
constexpr Parameter k_sets = any_parameter("sets");

constexpr FunctionEntry k_functions[] = {
    {"setintersection", k_first, &k_others, setintersection},
    {"setproduct", {}, &k_sets, setproduct},
    {"setsubtract", k_two, nullptr, setsubtract},
    {"setunion", k_first, &k_others, setunion},
};

}  // namespace

FunctionGroup set_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
