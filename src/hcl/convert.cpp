// SPDX-License-Identifier: Apache-2.0
// Conversion of values. Whether a conversion exists is decided from the types alone (converts); then it may still fail
// for a value.
#include <plumb/hcl/convert.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "unicode.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

Outcome apply(const Value& value, const Type& out, Safety safety);

Outcome to_primitive(const Value& value, const Type& out) {
  if (value.type() == out) return value;
  if (value.is(Kind::number)) return Value::string(value.as_number().text());
  if (value.is(Kind::boolean)) return Value::string(value.as_bool() ? "true" : "false");
  const std::string& text = value.as_string();
  if (out.is(Kind::number)) {
    if (auto number = Number::parse(text)) return Value::number(*std::move(number));
    return Failure{"a number is required"};
  }
  if (text == "true" || text == "1") return Value::boolean(true);
  if (text == "false" || text == "0") return Value::boolean(false);
  for (const std::string_view word : {"true", "false"}) {
    if (to_lower(text) == word)
      return Failure{fmt::format("a bool is required; to convert from string, use lowercase \"{}\"", word)};
  }
  return Failure{"a bool is required"};
}

// The element type of a collection made from a value, where any one type will do.
Type element_type(const Value& value, const Type& wanted, Safety safety) {
  if (!wanted.is(Kind::dynamic)) return wanted;
  if (value.type().is_collection()) return value.type().element();
  std::vector<Type> types;
  if (value.is(Kind::tuple)) {
    types = value.type().elements();
  } else {
    for (const auto& attribute : value.type().attributes()) types.push_back(attribute.type);
  }
  return unify(types, safety).value_or(Type{});
}

// Elements that came out in different types (a null among lists …) are brought to one.
Outcome same_type(Value::List& elements, Safety safety, std::string_view kind) {
  std::vector<Type> types;
  for (const Value& element : elements) types.push_back(element.type());
  if (std::adjacent_find(types.begin(), types.end(), std::not_equal_to<>()) == types.end()) return Value();
  const auto common = unify(types, safety);
  if (!common) return Failure{"cannot find a common base type for all elements"};
  for (Value& element : elements) {
    if (element.type() == *common) continue;
    Outcome converted = apply(element, *common, safety);
    if (failure(converted)) return converted;
    element = std::get<Value>(std::move(converted));
    if (element.type() != *common)
      return Failure{fmt::format("element types must all match for conversion to {}", kind)};
  }
  return Value();
}

Outcome to_sequence(const Value& value, const Type& out, Safety safety) {
  const Type wanted = element_type(value, out.element(), safety);
  Value::List elements;
  for (const Value& element : value.as_list()) {
    Outcome converted = apply(element, wanted, safety);
    if (failure(converted)) return converted;
    elements.push_back(std::get<Value>(std::move(converted)));
  }
  const bool is_list = out.is(Kind::list);
  if (auto problem = same_type(elements, safety, is_list ? "list" : "set"); failure(problem)) return problem;
  const Type type = elements.empty() ? wanted : elements.front().type();
  return is_list ? Value::list(type, std::move(elements)) : Value::set(type, std::move(elements));
}

Outcome to_map(const Value& value, const Type& out, Safety safety) {
  const Type wanted = element_type(value, out.element(), safety);
  std::vector<std::string> keys;
  Value::List elements;
  for (const auto& [key, element] : value.as_map()) {
    Outcome converted = apply(element, wanted, safety);
    if (failure(converted)) return converted;
    keys.push_back(key);
    elements.push_back(std::get<Value>(std::move(converted)));
  }
  if (auto problem = same_type(elements, safety, "map"); failure(problem)) return problem;
  const Type type = elements.empty() ? wanted : elements.front().type();
  Value::Map map;
  for (std::size_t i = 0; i < keys.size(); ++i) map.emplace(std::move(keys[i]), std::move(elements[i]));
  return Value::map(type, std::move(map));
}

Outcome to_object(const Value& value, const Type& out, Safety safety) {
  const Value::Map& from = value.as_map();
  Value::Map attributes;
  for (const auto& [name, type] : out.attributes()) {
    const auto at = from.find(name);
    if (at == from.end()) return Failure{fmt::format("map has no element for required attribute \"{}\"", name)};
    Outcome converted = apply(at->second, type, safety);
    if (failure(converted)) return converted;
    attributes.emplace(name, std::get<Value>(std::move(converted)));
  }
  return Value::object(std::move(attributes));
}

Outcome to_tuple(const Value& value, const Type& out, Safety safety) {
  Value::List elements;
  for (std::size_t i = 0; i < out.elements().size(); ++i) {
    Outcome converted = apply(value.as_list()[i], out.elements()[i], safety);
    if (failure(converted)) return converted;
    elements.push_back(std::get<Value>(std::move(converted)));
  }
  return Value::tuple(std::move(elements));
}

// The type of a null or unknown value after conversion: "any" is filled in from what it was.
Type filled_in(const Type& from, const Type& to) {
  if (from.is(Kind::dynamic)) return to;
  if (to.is(Kind::dynamic)) return from;
  if (to.is_collection()) {
    if (from.is_collection()) return Type::collection(to.kind(), filled_in(from.element(), to.element()));
    if (from.is(Kind::tuple))
      return Type::collection(to.kind(), filled_in(unify(from.elements()).value_or(Type{}), to.element()));
  }
  return to;
}

Outcome apply(const Value& value, const Type& out, Safety safety) {
  if (out.is(Kind::dynamic) || value.type() == out) return value;
  if (!value.is_known()) return Value::unknown(filled_in(value.type(), out));
  if (value.is_null()) return Value::null(filled_in(value.type(), out));
  switch (out.kind()) {
    case Kind::string:
    case Kind::number:
    case Kind::boolean:
      return to_primitive(value, out);
    case Kind::list:
    case Kind::set:
      return to_sequence(value, out, safety);
    case Kind::map:
      return to_map(value, out, safety);
    case Kind::object:
      return to_object(value, out, safety);
    case Kind::tuple:
      return to_tuple(value, out, safety);
    default:
      return value;
  }
}

}  // namespace

Outcome convert(const Value& value, const Type& want) {
  if (value.type() == want) return value;
  if (!converts(value.type(), want, Safety::some)) return Failure{mismatch(value.type(), want)};
  return apply(value, want, Safety::some);
}

}  // namespace plumb::hcl
