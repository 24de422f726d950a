// SPDX-License-Identifier: Apache-2.0
// Explicit conversions, type constructors, raw SQL, try and can.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

Outcome to_type(const Value& value, const Type& want) {
  Outcome converted = convert(value, want);
  if (!failure(converted)) return converted;
  if (value.is(Kind::string) && !want.is_collection()) {
    const std::string quoted = value.is_null() ? "string" : go_quote(value.as_string());
    return Failure{
        want.is(Kind::boolean)
            ? fmt::format("cannot convert {} to bool; only the strings \"true\" or \"false\" are allowed", quoted)
            : fmt::format("cannot convert {} to number; given string must be a decimal representation of a number",
                          quoted),
        0};
  }
  return Failure{fmt::format("cannot convert {} to {}", value.type().friendly_name(), want.constraint_name()), 0};
}

Outcome tobool(Arguments a) {
  return to_type(a[0], Type::boolean());
}
Outcome tonumber(Arguments a) {
  return to_type(a[0], Type::number());
}
Outcome tostring(Arguments a) {
  return to_type(a[0], Type::string());
}
Outcome tolist(Arguments a) {
  return to_type(a[0], Type::list(Type::dynamic()));
}
Outcome toset(Arguments a) {
  return to_type(a[0], Type::set(Type::dynamic()));
}

Outcome list(Arguments a) {
  return Value::type_constant(Type::list(a[0].as_type()));
}
Outcome set(Arguments a) {
  return Value::type_constant(Type::set(a[0].as_type()));
}
Outcome map(Arguments a) {
  return Value::type_constant(Type::map(a[0].as_type()));
}

Outcome tuple(Arguments a) {
  std::vector<Type> types;
  for (const Value& element : a[0].as_list()) types.push_back(element.as_type());
  return Value::type_constant(Type::tuple(std::move(types)));
}

Outcome object(Arguments a) {
  std::vector<Type::Attribute> attributes;
  for (const auto& [name, element] : a[0].as_map()) attributes.push_back({name, element.as_type()});
  return Value::type_constant(Type::object(std::move(attributes)));
}

Outcome sql(Arguments a) {
  if (a[0].as_string().empty()) return Failure{"empty expression"};
  return Value::sql_expression(a[0].as_string());
}

constexpr Parameter k_value[] = {nullable_parameter("v")};
constexpr Parameter k_element[] = {{"elem_type", Parameter::Kind::type}};
constexpr Parameter k_elements[] = {{"elem_type", Parameter::Kind::list_of_types}};
constexpr Parameter k_attributes[] = {{"attr_type", Parameter::Kind::map_of_types}};
constexpr Parameter k_definition[] = {text_parameter("def")};

constexpr Parameter k_expression[] = {any_parameter("expression")};

constexpr FunctionEntry k_functions[] = {
    {"can", k_expression, nullptr, nullptr, Function::Special::can},
    {"list", k_element, nullptr, list},
    {"map", k_element, nullptr, map},
    {"object", k_attributes, nullptr, object},
    {"set", k_element, nullptr, set},
    {"sql", k_definition, nullptr, sql},
    {"tobool", k_value, nullptr, tobool},
    {"tolist", k_value, nullptr, tolist},
    {"tonumber", k_value, nullptr, tonumber},
    {"toset", k_value, nullptr, toset},
    {"tostring", k_value, nullptr, tostring},
    {"try", {}, nullptr, nullptr, Function::Special::attempt},
    {"tuple", k_elements, nullptr, tuple},
};

}  // namespace

FunctionGroup conversion_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
