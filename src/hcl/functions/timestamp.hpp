// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <plumb/hcl/outcome.hpp>

namespace plumb::hcl {

// A moment with the offset it was written in.
struct Timestamp {
  std::int64_t seconds = 0;  // since 1970, UTC
  std::int64_t nanoseconds = 0;
  int offset = 0;  // seconds east of UTC
  bool is_utc = true;
};

// The same taken apart, in its own offset.
struct CalendarTime {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int weekday = 0;  // 0: Sunday
  int hour = 0;
  int minute = 0;
  int second = 0;
};

// RFC 3339, strictly. Failure: "not a valid RFC3339 timestamp: cannot use …".
[[nodiscard]] std::variant<Timestamp, Failure> parse_timestamp(std::string_view text);
[[nodiscard]] CalendarTime calendar(const Timestamp& time);
[[nodiscard]] std::string format_timestamp(const Timestamp& time);  // RFC 3339, whole seconds
// "+02:00", or with another separator between hours and minutes.
[[nodiscard]] std::string format_offset(const Timestamp& time, std::string_view separator);

}  // namespace plumb::hcl
