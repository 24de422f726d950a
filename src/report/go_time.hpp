// SPDX-License-Identifier: Apache-2.0
// Times and durations as Go's templates see them, with the methods that people use in them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <plumb/base/clock.hpp>
#include <plumb/template/value.hpp>

namespace plumb::report {

enum class Zone { local, utc };

// time.Time: prints as "2026-06-22 10:00:00.000000001 +0000 UTC", is RFC 3339 in JSON. Methods: Format, UTC, Local,
// Unix, UnixMilli, UnixMicro, UnixNano, Sub, Before, After, Equal, IsZero, Year, Day, Hour, Minute, Second, Nanosecond,
// YearDay, String.
[[nodiscard]] tmpl::Value time_value(TimePoint time, Zone zone = Zone::local);

// time.Duration: prints as "1.5ms", is a number of nanoseconds in JSON and in comparisons. Methods: Hours, Minutes,
// Seconds, Milliseconds, Microseconds, Nanoseconds, String.
[[nodiscard]] tmpl::Value duration_value(std::chrono::nanoseconds duration);

// Go's Time.Format: the layout is the time Mon Jan 2 15:04:05 MST 2006 in the form that is wanted.
[[nodiscard]] std::string format_go_time(TimePoint time, std::string_view layout, Zone zone = Zone::local);

}  // namespace plumb::report
