// SPDX-License-Identifier: Apache-2.0
// The time, as a seam: what reads a clock is handed one, so that tests decide what time it is.
#pragma once

#include <chrono>
#include <string>

namespace plumb {

using TimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual TimePoint now() const = 0;

  // The machine's clock.
  [[nodiscard]] static const Clock& system();
};

// RFC 3339 with nanoseconds, trailing zeros dropped, with the offset of the local zone ("Z" for UTC): as Go marshals a
// time.
[[nodiscard]] std::string format_rfc3339(TimePoint time);
// UTC as YYYYMMDDhhmmss: the version of a new migration.
[[nodiscard]] std::string format_version_stamp(TimePoint time);

}  // namespace plumb
