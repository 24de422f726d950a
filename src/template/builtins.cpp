// SPDX-License-Identifier: Apache-2.0
#include "builtins.hpp"

#include <fmt/format.h>

#include <span>

#include <plumb/base/error.hpp>

namespace plumb::tmpl {
namespace {

using Type = Function::Type;
using Values = std::vector<Value>;

// Go checks against the capacity of a slice; ours is its length.
[[nodiscard]] std::size_t position(const Value& index, std::size_t limit) {
  if (index.data().index() == 0) throw Error("cannot index slice/array with nil");
  const std::int64_t* number = index.as_int();
  if (number == nullptr) throw Error("cannot index slice/array with type " + index.type_name());
  if (*number < 0 || static_cast<std::uint64_t>(*number) > limit)
    throw Error(fmt::format("index out of range: {}", *number));
  return static_cast<std::size_t>(*number);
}

// Go itself crashes into its own check for the index that is the length, and reports what reflect says.
[[nodiscard]] std::size_t element_position(const Value& index, std::size_t size, std::string_view kind) {
  const std::size_t at = position(index, size);
  if (at == size) throw Error(fmt::format("reflect: {} index out of range", kind));
  return at;
}

[[nodiscard]] Value index_once(const Value& item, const Value& index) {
  if (item.data().index() != 0 && item.is_nil() && item.as_struct() != nullptr) throw Error("index of nil pointer");
  if (const std::string* text = item.as_string()) {
    const auto at = element_position(index, text->size(), item.is_bytes() ? "slice" : "string");
    return Value(int{static_cast<unsigned char>((*text)[at])}).with_type("uint8");
  }
  if (const List* list = item.as_list()) return (*list)[element_position(index, list->size(), "slice")];
  if (item.data().index() == 0) throw Error("index of nil pointer");
  const Value::Map* map = item.as_map();
  if (map == nullptr) throw Error("can't index item of type " + item.type_name());
  if (index.data().index() == 0) throw Error("value is nil; should be of type string");
  const std::string* key = index.as_string();
  if (key == nullptr) throw Error(fmt::format("value has type {}; should be string", index.type_name()));
  const auto found = map->find(*key);
  return found == map->end() ? Value() : found->second;
}

[[nodiscard]] Value index(const Values& values) {
  if (values[0].data().index() == 0) throw Error("index of untyped nil");
  Value item = values[0];
  for (const Value& at : std::span(values).subspan(1)) item = index_once(item, at);
  return item;
}

[[nodiscard]] Value slice(const Values& values) {
  const Value& item = values[0];
  const std::span<const Value> indexes = std::span(values).subspan(1);
  if (item.data().index() == 0) throw Error("slice of untyped nil");
  if (item.is_nil() && item.as_struct() != nullptr) throw Error("slice of nil pointer");
  if (indexes.size() > 3) throw Error(fmt::format("too many slice indexes: {}", indexes.size()));
  const std::string* text = item.as_string();
  const List* list = item.as_list();
  if (text != nullptr && !item.is_bytes() && indexes.size() == 3) throw Error("cannot 3-index slice a string");
  if (text == nullptr && list == nullptr) throw Error("can't slice item of type " + item.type_name());
  const std::size_t size = text != nullptr ? text->size() : list->size();
  std::size_t bounds[] = {0, size, size};
  for (std::size_t i = 0; i < indexes.size(); ++i) bounds[i] = position(indexes[i], size);
  for (std::size_t i = 0; i + 1 < std::max<std::size_t>(indexes.size(), 2); ++i) {
    if (bounds[i] > bounds[i + 1]) throw Error(fmt::format("invalid slice index: {} > {}", bounds[i], bounds[i + 1]));
  }
  if (text != nullptr) {
    std::string part = text->substr(bounds[0], bounds[1] - bounds[0]);
    return item.is_bytes() ? Value::bytes(std::move(part)) : Value(std::move(part));
  }
  return Value(List(list->begin() + static_cast<std::ptrdiff_t>(bounds[0]),
                    list->begin() + static_cast<std::ptrdiff_t>(bounds[1])));
}

[[nodiscard]] Value length(const Values& values) {
  const Value& item = values[0];
  std::size_t size = 0;
  if (const std::string* text = item.as_string()) {
    size = text->size();
  } else if (const List* list = item.as_list()) {
    size = list->size();
  } else if (const Value::Map* map = item.as_map()) {
    size = map->size();
  } else if (item.data().index() == 0 || item.is_nil()) {
    throw Error("len of nil pointer");
  } else {
    throw Error("len of type " + item.type_name());
  }
  return Value(static_cast<std::int64_t>(size));
}

// There by name only, for the parser and for the count of arguments.
[[nodiscard]] Value unreachable(const Values&) {
  throw Error("evaluated by the executor");
}

[[nodiscard]] Functions make_builtins() {
  Functions functions;
  functions["and"] = Function::with_rest({Type::any, Type::any}, unreachable);
  functions["or"] = Function::with_rest({Type::any, Type::any}, unreachable);
  functions["not"] = Function({Type::any}, [](const Values& values) { return Value(!values[0].truth()); });
  functions["call"] = Function::with_rest({Type::any, Type::any}, unreachable);
  functions["index"] = Function::with_rest({Type::any, Type::any}, index);
  functions["slice"] = Function::with_rest({Type::any, Type::any}, slice);
  functions["len"] = Function({Type::any}, length);
  add_comparisons(functions);
  add_text_functions(functions);
  return functions;
}

}  // namespace

const Functions& builtin_functions() {
  static const Functions k_functions = make_builtins();
  return k_functions;
}

}  // namespace plumb::tmpl
