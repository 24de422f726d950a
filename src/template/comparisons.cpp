// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <span>

#include <plumb/base/error.hpp>

#include "builtins.hpp"
#include "format.hpp"

namespace plumb::tmpl {
namespace {

using Type = Function::Type;
using Values = std::vector<Value>;

enum class Kind { none, boolean, integer, real, text };

[[nodiscard]] Kind kind_of(const Value& value) {
  if (value.as_bool() != nullptr) return Kind::boolean;
  if (value.as_int() != nullptr) return Kind::integer;
  if (value.as_double() != nullptr) return Kind::real;
  if (value.as_string() != nullptr && !value.is_bytes()) return Kind::text;
  return Kind::none;
}

// %s, as Go's messages have it for values that are no texts.
[[nodiscard]] std::string as_text(const Value& value) {
  return sprintf("%s", std::span(&value, 1));
}

[[noreturn]] void incompatible(const Value& a, const Value& b) {
  throw Error(fmt::format("incompatible types for comparison: {} and {}", a.type_name(), b.type_name()));
}

[[nodiscard]] bool same_kind_equal(const Value& a, const Value& b) {
  switch (kind_of(a)) {
    case Kind::boolean:
      return *a.as_bool() == *b.as_bool();
    case Kind::integer:
      return *a.as_int() == *b.as_int();
    case Kind::real:
      return *a.as_double() == *b.as_double();
    case Kind::text:
      return *a.as_string() == *b.as_string();
    case Kind::none:
      break;
  }
  if (a.is_nil() || b.is_nil()) return a.is_nil() == b.is_nil();
  if (a.as_struct() != nullptr && b.as_struct() != nullptr) return a.as_struct() == b.as_struct();  // pointers
  const bool alike = a.data().index() == b.data().index();
  if (!alike) {
    throw Error(fmt::format("non-comparable types {}: {}, {}: {}", as_text(a), a.type_name(), b.type_name(),
                            format_default(b)));
  }
  throw Error(fmt::format("non-comparable type {}: {}", as_text(b), b.type_name()));
}

[[nodiscard]] bool equal(const Value& a, const Value& b) {
  if (kind_of(a) == kind_of(b)) return same_kind_equal(a, b);
  if (a.data().index() != 0 && b.data().index() != 0) incompatible(a, b);
  return false;
}

[[nodiscard]] bool less(const Value& a, const Value& b) {
  const Kind kind = kind_of(a);
  if (kind == Kind::none || kind_of(b) == Kind::none) throw Error("invalid type for comparison");
  if (kind != kind_of(b)) incompatible(a, b);
  switch (kind) {
    case Kind::integer:
      return *a.as_int() < *b.as_int();
    case Kind::real:
      return *a.as_double() < *b.as_double();
    case Kind::text:
      return *a.as_string() < *b.as_string();
    default:
      throw Error("invalid type for comparison");
  }
}

// eq takes several: is the first one of the others?
[[nodiscard]] Value equals_any(const Values& values) {
  if (values.size() < 2) throw Error("missing argument for comparison");
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (equal(values[0], values[i])) return true;
  }
  return false;
}

}  // namespace

void add_comparisons(Functions& functions) {
  const auto binary = [](bool (*compare)(const Value&, const Value&)) {
    return Function({Type::any, Type::any}, [compare](const Values& v) { return Value(compare(v[0], v[1])); });
  };
  functions["eq"] = Function::with_rest({Type::any, Type::any}, equals_any);
  functions["ne"] = binary([](const Value& a, const Value& b) { return !equal(a, b); });
  functions["lt"] = binary([](const Value& a, const Value& b) { return less(a, b); });
  functions["le"] = binary([](const Value& a, const Value& b) { return less(a, b) || equal(a, b); });
  functions["gt"] = binary([](const Value& a, const Value& b) { return !(less(a, b) || equal(a, b)); });
  functions["ge"] = binary([](const Value& a, const Value& b) { return !less(a, b); });
}

}  // namespace plumb::tmpl
