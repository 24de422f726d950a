// SPDX-License-Identifier: Apache-2.0
// Values, truth, and one assignment of them.
#pragma once

#include <cstdint>
#include <vector>

namespace plumb::contract {

enum class Truth : std::uint8_t { no, unknown, yes };

[[nodiscard]] constexpr Truth negate(Truth truth) {
  return static_cast<Truth>(2 - static_cast<int>(truth));
}

// Equal numbers are equal values. Positive ones are tenants.
using Value = std::int8_t;
inline constexpr Value k_null = 0;
inline constexpr Value k_session_tenant = 1;
inline constexpr Value k_other_tenant = 2;
// Texts that the setting may hold, and the first one a text column, and that are no tenant's canonical spelling.
inline constexpr Value k_empty_text = -1;
inline constexpr Value k_garbage_text = -2;
inline constexpr Value k_other_spelling = -3;  // of the session's tenant: in upper case, say

struct World {
  Value row = k_null;      // the tenant column
  Value session = k_null;  // what the context function returns
  Value setting = k_null;  // the raw setting
  std::vector<Value> terms;
  std::vector<Truth> atoms;

  [[nodiscard]] bool matches() const { return row != k_null && row == session; }
};

}  // namespace plumb::contract
