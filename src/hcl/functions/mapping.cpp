// SPDX-License-Identifier: Apache-2.0
// Functions of maps and objects.
#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/go_text.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

bool is_mapping(const Value& value) {
  return value.is(Kind::map) || value.is(Kind::object);
}

Outcome keys(Arguments a) {
  if (!is_mapping(a[0])) return Failure{"must have map or object type", 0};
  Value::List out;
  for (const auto& entry : a[0].as_map()) out.push_back(Value::string(entry.first));
  return a[0].is(Kind::map) ? Value::list(Type::string(), std::move(out)) : Value::tuple(std::move(out));
}

Outcome values(Arguments a) {
  if (!is_mapping(a[0])) return Failure{"values() requires a map as the first argument"};
  Value::List out;
  for (const auto& entry : a[0].as_map()) out.push_back(entry.second);
  return a[0].is(Kind::map) ? Value::list(a[0].type().element(), std::move(out)) : Value::tuple(std::move(out));
}

// Later ones win; null ones count as empty. Maps of one type give a map, anything else an object.
Outcome merge(Arguments a) {
  Value::Map out;
  for (const Value& value : a) {
    if (value.is_null() && value.is(Kind::dynamic)) continue;
    if (!is_mapping(value))
      return Failure{fmt::format("arguments must be maps or objects, got {}", go_quote(value.type().friendly_name()))};
    if (value.is_null()) continue;
    for (const auto& [key, element] : value.as_map()) out.insert_or_assign(key, element);
  }
  const bool one_type =
      std::all_of(a.begin(), a.end(), [&](const Value& value) { return value.type() == a[0].type(); });
  if (!a.empty() && one_type && a[0].is(Kind::map)) return Value::map(a[0].type().element(), std::move(out));
  return Value::object(std::move(out));
}

Outcome zipmap(Arguments a) {
  const auto& names = a[0].as_list();
  if (!a[1].is(Kind::list) && !a[1].is(Kind::tuple)) return Failure{"values argument must be a list or tuple value"};
  const auto& elements = a[1].as_list();
  if (names.size() != elements.size()) {
    return Failure{
        fmt::format("number of keys ({}) does not match number of values ({})", names.size(), elements.size())};
  }
  Value::Map out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].is_null()) return Failure{fmt::format("keys list has null value at index {}", i)};
    out.insert_or_assign(names[i].as_string(), elements[i]);
  }
  return a[1].is(Kind::list) ? Value::map(a[1].type().element(), std::move(out)) : Value::object(std::move(out));
}

constexpr Parameter k_input[] = {any_parameter("inputMap")};
constexpr Parameter k_mapping[] = {any_parameter("mapping")};
constexpr Parameter k_maps = nullable_parameter("maps");
constexpr Parameter k_zip[] = {{"keys", Parameter::Kind::list_of_string}, any_parameter("values")};

constexpr FunctionEntry k_functions[] = {
    {"keys", k_input, nullptr, keys},
    {"merge", {}, &k_maps, merge},
    {"values", k_mapping, nullptr, values},
    {"zipmap", k_zip, nullptr, zipmap},
};

}  // namespace

FunctionGroup mapping_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
