// SPDX-License-Identifier: Apache-2.0
#include "../../../src/report/go_time.hpp"

#include <support/catch.hpp>

using plumb::TimePoint;
using plumb::report::format_go_time;
using plumb::report::Zone;

namespace {

struct Case {
  const char* layout;
  const char* first;
  const char* second;
};

}  // namespace

TEST_CASE("layouts give what Go's Time.Format gives") {
  const TimePoint first{std::chrono::nanoseconds{1'771'671'845'123'456'000}};
  const TimePoint second{std::chrono::seconds{1'783'256'400}};
  const Case cases[] = {
      {"2006-01-02 15:04:05", "2026-02-21 11:04:05", "2026-07-05 13:00:00"},
      {"2006-01-02T15:04:05Z07:00", "2026-02-21T11:04:05Z", "2026-07-05T13:00:00Z"},
      {"Mon Jan _2 15:04:05 2006", "Sat Feb 21 11:04:05 2026", "Sun Jul  5 13:00:00 2026"},
      {"Monday, 02-Jan-06 15:04:05 MST", "Saturday, 21-Feb-26 11:04:05 UTC", "Sunday, 05-Jul-26 13:00:00 UTC"},
      {"02 Jan 06 15:04 -0700", "21 Feb 26 11:04 +0000", "05 Jul 26 13:00 +0000"},
      {"3:04PM", "11:04AM", "1:00PM"},
      {"03:04pm", "11:04am", "01:00pm"},
      {"Jan _2 15:04:05.000", "Feb 21 11:04:05.123", "Jul  5 13:00:00.000"},
      {"15:04:05.000000", "11:04:05.123456", "13:00:00.000000"},
      {"15:04:05.999999999", "11:04:05.123456", "13:00:00"},
      {"05,999", "05,123", "00"},
      {"2006 002 __2", "2026 052  52", "2026 186 186"},
      {"_2006", "_2026", "_2026"},
      {"January Month Monday Mond", "February Month Saturday Mond", "July Month Sunday Mond"},
      {"1/2/06 3:4:5", "2/21/26 11:4:5", "7/5/26 1:0:0"},
      {"-07 -07:00 Z07 Z0700", "+00 +00:00 Z Z", "+00 +00:00 Z Z"},
      {"no layout", "no layout", "no layout"},
      {"20060102150405.00", "20260221110405.12", "20260705130000.00"},
      {"05.0000000001", "05.0000000002", "00.0000000007"},
  };
  for (const Case& c : cases) {
    INFO(c.layout);
    CHECK(format_go_time(first, c.layout, Zone::utc) == c.first);
    CHECK(format_go_time(second, c.layout, Zone::utc) == c.second);
  }
}
