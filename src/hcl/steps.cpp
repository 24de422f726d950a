// SPDX-License-Identifier: Apache-2.0
// Steps into values: [key] and .name.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include "evaluator.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;
using Problem = std::optional<Diagnostic>;

constexpr const char* k_invalid_index = "Invalid index";
constexpr const char* k_no_element = "The given key does not identify an element in this collection value";
constexpr const char* k_unsupported = "Unsupported attribute";

Problem index_problem(const Range& range, std::string detail) {
  return Diagnostic{range, k_invalid_index, std::move(detail)};
}

// Why a number is no index. Atlas tells only of the index just behind the end that it is too large.
std::string bad_position(const Number& number, std::size_t length) {
  if (!number.is_integer()) {
    return fmt::format("{}: indexing a sequence requires a whole number, but the given index has a fractional part.",
                       k_no_element);
  }
  if (number.sign() < 0) return fmt::format("{}: a negative number is not a valid index for a sequence.", k_no_element);
  if (number == Number::from_int(static_cast<std::int64_t>(length))) {
    if (length == 0) return fmt::format("{}: the collection has no elements.", k_no_element);
    return fmt::format("{}: the given index is greater than or equal to the length of the collection.", k_no_element);
  }
  return fmt::format("{}.", k_no_element);
}

Problem sequence_index(const Value& collection, const Value& key, const Range& range, Value& out) {
  const Outcome converted = convert(key, Type::number());
  if (const Failure* problem = failure(converted))
    return index_problem(range, fmt::format("{}: {}.", k_no_element, problem->message));
  const Value& number = std::get<Value>(converted);
  if (!number.is_known() || !collection.is_known()) return std::nullopt;
  const auto position = number.as_number().to_int64();
  const auto& elements = collection.as_list();
  if (!position || *position < 0 || *position >= static_cast<std::int64_t>(elements.size())) {
    return index_problem(range, bad_position(number.as_number(), elements.size()));
  }
  out = elements[static_cast<std::size_t>(*position)];
  return std::nullopt;
}

Problem named_index(const Value& collection, const Value& key, const Range& range, Value& out) {
  const Outcome converted = convert(key, Type::string());
  if (const Failure* problem = failure(converted))
    return index_problem(range, fmt::format("{}: {}.", k_no_element, problem->message));
  const Value& name = std::get<Value>(converted);
  if (!name.is_known() || !collection.is_known()) return std::nullopt;
  const auto& elements = collection.as_map();
  const auto at = elements.find(name.as_string());
  if (at == elements.end()) {
    const bool by_number = collection.is(Kind::object) && key.is(Kind::number);
    return index_problem(
        range,
        fmt::format("{}.{}", k_no_element,
                    by_number ? " An object only supports looking up attributes by name, not by numeric index." : ""));
  }
  out = at->second;
  return std::nullopt;
}

std::string no_attributes(const Type& type, const std::string& name) {
  if (type.is(Kind::list) && type.element().is(Kind::object)) {
    if (type.element().attribute(name)) {
      return fmt::format(
          "Can't access attributes on a list of objects. Did you mean to access attribute {} for a specific element of "
          "the list, or across all "
          "elements of the list?",
          go_quote(name));
    }
    return "Can't access attributes on a list of objects. Did you mean to access an attribute for a specific element "
           "of the list, or across all "
           "elements of the list?";
  }
  if (type.is(Kind::set) && type.element().is(Kind::object)) {
    return "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of "
           "the set?";
  }
  if (type.is_primitive())
    return fmt::format("Can't access attributes on a primitive-typed value ({}).", type.friendly_name());
  return "This value does not have any attributes.";
}

}  // namespace

std::optional<Diagnostic> take_index(const Value& collection, const Value& key, const Range& range, Value& out) {
  if (collection.is_null()) {
    return Diagnostic{range, "Attempt to index null value", "This value is null, so it does not have any indices."};
  }
  if (key.is_null()) return index_problem(range, "Can't use a null value as an indexing key.");
  if (collection.is(Kind::dynamic) || key.is(Kind::dynamic)) return std::nullopt;
  switch (collection.type().kind()) {
    case Kind::list:
    case Kind::tuple:
      return sequence_index(collection, key, range, out);
    case Kind::map:
    case Kind::object:
      return named_index(collection, key, range, out);
    case Kind::set:
      return index_problem(range,
                           "Elements of a set are identified only by their value and don't have any separate index or "
                           "key to select with, so "
                           "it's only possible to perform operations across all elements of the set.");
    default:
      return index_problem(range, "This value does not have any indices.");
  }
}

std::optional<Diagnostic> take_attribute(const Value& object, const std::string& name, const Range& range, Value& out) {
  if (object.is_null()) {
    return Diagnostic{range, "Attempt to get attribute from null value",
                      "This value is null, so it does not have any attributes."};
  }
  const Type& type = object.type();
  switch (type.kind()) {
    case Kind::dynamic:
      return std::nullopt;
    case Kind::object: {
      const Type* attribute = type.attribute(name);
      if (!attribute) {
        return Diagnostic{range, k_unsupported,
                          fmt::format("This object does not have an attribute named {}.", go_quote(name))};
      }
      out = object.is_known() ? object.as_map().find(name)->second : Value::unknown(*attribute);
      return std::nullopt;
    }
    case Kind::map: {
      if (!object.is_known()) {
        out = Value::unknown(type.element());
        return std::nullopt;
      }
      const auto at = object.as_map().find(name);
      if (at == object.as_map().end()) {
        return Diagnostic{range, "Missing map element",
                          fmt::format("This map does not have an element with the key {}.", go_quote(name))};
      }
      out = at->second;
      return std::nullopt;
    }
    default:
      return Diagnostic{range, k_unsupported, no_attributes(type, name)};
  }
}

std::vector<std::pair<Value, Value>> keyed_elements(const Value& collection) {
  std::vector<std::pair<Value, Value>> out;
  out.reserve(collection.length());
  if (collection.is(Kind::map) || collection.is(Kind::object)) {
    for (const auto& [key, value] : collection.as_map()) out.emplace_back(Value::string(key), value);
    return out;
  }
  const bool is_set = collection.is(Kind::set);
  std::int64_t position = 0;
  for (const Value& value : collection.as_list()) out.emplace_back(is_set ? value : Value::number(position++), value);
  return out;
}

}  // namespace plumb::hcl
