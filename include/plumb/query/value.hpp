// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace plumb::query {

// A cell of an answer: NULL, a number, or text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

[[nodiscard]] inline bool is_null(const Value& value) {
  return std::holds_alternative<std::monostate>(value);
}

// As SQLite's CAST to text writes it; "" for NULL.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace plumb::query
