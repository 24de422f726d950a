// SPDX-License-Identifier: Apache-2.0
// Values as JSON and back.
#pragma once

#include <string>
#include <string_view>

#include <plumb/hcl/outcome.hpp>

namespace plumb::hcl {

enum class JsonExtras {
  refused,  // infinities, type constants and raw SQL have no JSON
  marked,   // they become {"$number": "+Inf"}, {"$type": "list of string"}, {"$sql": "now()"}
};

// As Go marshals it: no blanks, keys in order, < > & escaped, numbers in full without an exponent. Failure: what has no
// JSON.
[[nodiscard]] std::variant<std::string, Failure> to_json(const Value& value, JsonExtras extras = JsonExtras::refused);

// Objects and tuples of what a text says, with the errors of Go's decoder.
[[nodiscard]] Outcome from_json(std::string_view text);

}  // namespace plumb::hcl
