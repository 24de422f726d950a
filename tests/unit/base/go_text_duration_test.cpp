// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <limits>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include <support/catch.hpp>

using namespace std::string_view_literals;

namespace {

struct Printed {
  std::int64_t nanoseconds;
  const char* text;
};

struct Parsed {
  std::string_view text;
  std::int64_t nanoseconds;
  const char* error;
};

}  // namespace

TEST_CASE("durations are printed as Go prints them") {
  const Printed cases[] = {
      {0, "0s"},
      {1, "1ns"},
      {950, "950ns"},
      {1000, "1\302\265s"},
      {12345, "12.345\302\265s"},
      {999999, "999.999\302\265s"},
      {1000000, "1ms"},
      {5412737, "5.412737ms"},
      {999999999, "999.999999ms"},
      {1000000000, "1s"},
      {1500000000, "1.5s"},
      {62500000000, "1m2.5s"},
      {3600000000000, "1h0m0s"},
      {3661001000000, "1h1m1.001s"},
      {-1, "-1ns"},
      {-1500000000, "-1.5s"},
      {std::numeric_limits<std::int64_t>::min(), "-2562047h47m16.854775808s"},
      {9223372036854775807, "2562047h47m16.854775807s"},
  };
  for (const Printed& c : cases) CHECK(plumb::format_go_duration(std::chrono::nanoseconds{c.nanoseconds}) == c.text);
}

TEST_CASE("durations are read as Go reads them") {
  const Parsed cases[] = {
      {""sv, 0, "time: invalid duration \"\""},
      {"0"sv, 0, ""},
      {"-0"sv, 0, ""},
      {"+0"sv, 0, ""},
      {"5"sv, 0, "time: missing unit in duration \"5\""},
      {"abc"sv, 0, "time: invalid duration \"abc\""},
      {"300ms"sv, 300000000, ""},
      {"1.5h"sv, 5400000000000, ""},
      {"1m30s"sv, 90000000000, ""},
      {"-1s"sv, -1000000000, ""},
      {".5s"sv, 500000000, ""},
      {"1.s"sv, 1000000000, ""},
      {".s"sv, 0, "time: invalid duration \".s\""},
      {"-"sv, 0, "time: invalid duration \"-\""},
      {"1 s"sv, 0, "time: unknown unit \" s\" in duration \"1 s\""},
      {"1us"sv, 1000, ""},
      {"1\302\265s"sv, 1000, ""},
      {"1\316\274s"sv, 1000, ""},
      {"1ns1h"sv, 3600000000001, ""},
      {"9223372036854775807ns"sv, 9223372036854775807, ""},
      {"9223372036854775808ns"sv, 0, "time: invalid duration \"9223372036854775808ns\""},
      {"-9223372036854775808ns"sv, std::numeric_limits<std::int64_t>::min(), ""},
      {"2562047h47m16.854775807s"sv, 9223372036854775807, ""},
      {"2562048h"sv, 0, "time: invalid duration \"2562048h\""},
      {"1.0000000000000000000000000001s"sv, 1000000000, ""},
      {"0.3333333333333333333h"sv, 1200000000000, ""},
      {"1d"sv, 0, "time: unknown unit \"d\" in duration \"1d\""},
      {"1\303\274"sv, 0, "time: unknown unit \"\\xc3\\xbc\" in duration \"1\\xc3\\xbc\""},
      {"x\"y"sv, 0, "time: invalid duration \"x\\\"y\""},
      {"1\001"sv, 0, "time: unknown unit \"\\x01\" in duration \"1\\x01\""},
      {"10000000000000000000000s"sv, 0, "time: invalid duration \"10000000000000000000000s\""},
      {"0.9999999999s"sv, 999999999, ""},
  };
  for (const Parsed& c : cases) {
    INFO(c.text);
    std::int64_t count = 0;
    std::string error;
    try {
      count = plumb::parse_go_duration(c.text).count();
    } catch (const plumb::Error& e) {
      error = e.message();
    }
    CHECK(count == c.nanoseconds);
    CHECK(error == c.error);
  }
}
