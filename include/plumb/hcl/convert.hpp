// SPDX-License-Identifier: Apache-2.0
// Conversions between types, and the one type that several types have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/hcl/outcome.hpp>
#include <plumb/hcl/type.hpp>
#include <plumb/hcl/value.hpp>

namespace plumb::hcl {

// The value in the wanted type, where elements "dynamic" mean "any one type". Failure: "a number is required",
// "list of string required", `attribute "b" is required` …
[[nodiscard]] Outcome convert(const Value& value, const Type& want);

// Whether some values of the one type convert to the other (text to number, say), or all do.
enum class Safety { all, some };
[[nodiscard]] bool converts(const Type& from, const Type& to, Safety safety);

// Why no value of that type converts.
[[nodiscard]] std::string mismatch(const Type& got, const Type& want);

// The type that all convert to: string for numbers and strings, a list for tuples of different length, a map for
// objects of different shape. Nothing if there is none, or no types are given.
[[nodiscard]] std::optional<Type> unify(const std::vector<Type>& types, Safety safety = Safety::some);

}  // namespace plumb::hcl
