// SPDX-License-Identifier: Apache-2.0
// Functions that look into collections of any kind.
#include <fmt/format.h>

#include <algorithm>

#include "table.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

constexpr const char* k_no_collection = "collection must be a list, a map or a tuple";

// Objects are no collections here, maps are.
bool is_collection(const Value& value) {
  return value.type().is_sequence() || value.is(Kind::map);
}

Outcome length(Arguments a) {
  if (!is_collection(a[0])) return Failure{k_no_collection};
  return Value::number(static_cast<std::int64_t>(a[0].length()));
}

Outcome empty(Arguments a) {
  if (!is_collection(a[0])) return Failure{k_no_collection};
  return Value::boolean(a[0].length() == 0);
}

Outcome alltrue(Arguments a) {
  if (!is_collection(a[0])) return Failure{k_no_collection};
  const auto is_true = [](const Value& value) {
    return value.has_content() && value.is(Kind::boolean) && value.as_bool();
  };
  if (a[0].is(Kind::map)) {
    const auto& map = a[0].as_map();
    return Value::boolean(
        std::all_of(map.begin(), map.end(), [&](const auto& entry) { return is_true(entry.second); }));
  }
  return Value::boolean(std::all_of(a[0].as_list().begin(), a[0].as_list().end(), is_true));
}

Outcome contains(Arguments a) {
  if (!a[0].type().is_sequence()) return Failure{"argument must be list, tuple, or set"};
  const auto& elements = a[0].as_list();
  return Value::boolean(std::any_of(elements.begin(), elements.end(),
                                    [&](const Value& element) { return equals(a[1], element) == true; }));
}

Outcome index_tuple(const Value& tuple, const Value& key) {
  if (!key.is(Kind::number)) return Failure{"key for tuple must be number"};
  const auto position = whole_number(key);
  if (!position) return Failure{fmt::format("invalid key for tuple: {}", k_not_whole)};
  const auto& elements = tuple.as_list();
  if (*position < 0 || *position >= static_cast<std::int64_t>(elements.size())) {
    return Failure{fmt::format("key must be between 0 and {} inclusive", elements.size())};
  }
  return elements[static_cast<std::size_t>(*position)];
}

// A look-up, not a search: index(list, 1).
Outcome index(Arguments a) {
  const Value& key = a[1];
  if (a[0].is(Kind::tuple)) return index_tuple(a[0], key);
  if (a[0].is(Kind::list)) {
    if (!key.is(Kind::number)) return Failure{"key for list must be number"};
    const auto position = whole_number(key);
    const auto& elements = a[0].as_list();
    if (!position || *position < 0 || *position >= static_cast<std::int64_t>(elements.size()))
      return Failure{"invalid index"};
    return elements[static_cast<std::size_t>(*position)];
  }
  if (a[0].is(Kind::map)) {
    if (!key.is(Kind::string)) return Failure{"key for map must be string"};
    const auto at = a[0].as_map().find(key.as_string());
    if (at == a[0].as_map().end()) return Failure{"invalid index"};
    return at->second;
  }
  return Failure{k_no_collection};
}

// Wraps around: element(list, 3) of three is the first.
Outcome element(Arguments a) {
  if (a[1].as_number().sign() < 0) return Failure{"cannot use element function with a negative index"};
  if (!a[0].is(Kind::list) && !a[0].is(Kind::tuple))
    return Failure{fmt::format("cannot read elements from {}", a[0].type().friendly_name())};
  const auto position = whole_number(a[1]);
  if (!position) return Failure{fmt::format("invalid index: {}", k_not_whole)};
  const auto& elements = a[0].as_list();
  if (elements.empty()) return Failure{"cannot use element function with an empty list"};
  return elements[static_cast<std::size_t>(*position) % elements.size()];
}

constexpr Parameter k_collection[] = {any_parameter("collection")};
constexpr Parameter k_list_value[] = {any_parameter("list"), any_parameter("value")};
constexpr Parameter k_list_index[] = {any_parameter("list"), number_parameter("index")};
constexpr Parameter k_collection_key[] = {any_parameter("collection"), any_parameter("key")};

constexpr FunctionEntry k_functions[] = {
    {"alltrue", k_collection, nullptr, alltrue}, {"contains", k_list_value, nullptr, contains},
    {"element", k_list_index, nullptr, element}, {"empty", k_collection, nullptr, empty},
    {"index", k_collection_key, nullptr, index}, {"length", k_collection, nullptr, length},
};

}  // namespace

FunctionGroup collection_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
