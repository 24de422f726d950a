// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("dates are written by verbs of repeated letters") {
  CHECK(evaluated("formatdate(\"YYYY-MM-DD hh:mm:ss ZZZZZ\", \"2026-01-02T03:04:05+02:00\")") ==
        "\"2026-01-02 03:04:05 +02:00\"");
  CHECK(evaluated("formatdate(\"EEE, D MMM YY H:mm aa 'o''clock' ZZZ\", \"2026-01-02T15:04:05Z\")") ==
        "\"Fri, 2 Jan 26 3:04 pm o'clock UTC\"");
  CHECK(evaluated("formatdate(\"YYY\", \"2026-01-02T03:04:05Z\")")
            .ends_with("invalid date format verb \"YYY\": year must either be \"YY\" or \"YYYY\"."));
  CHECK(evaluated("formatdate(\"'x\", \"2026-01-02T03:04:05Z\")").ends_with("unterminated literal '."));
}

TEST_CASE("a wrong timestamp is told by its element") {
  const auto wrong = [](const std::string& time) { return evaluated("formatdate(\"YYYY\", \"" + time + "\")"); };
  CHECK(wrong("x").ends_with("not a valid RFC3339 timestamp: cannot use \"x\" as year."));
  CHECK(wrong("2026-01-02 03:04:05Z").ends_with("missing required time introducer 'T'."));
  CHECK(wrong("2026-02-30T00:00:00Z").ends_with("day out of range."));
  CHECK(wrong("2026-01-02T25:04:05Z").ends_with("hour must be between 0 and 23 inclusive."));
  CHECK(wrong("2026-01-02T3:04:05Z").ends_with("hour must have exactly two digits."));
  CHECK(wrong("2026").ends_with("end of string where \"-\" is expected."));
}

TEST_CASE("timeadd keeps the offset of its timestamp") {
  CHECK(evaluated("timeadd(\"2026-01-02T03:04:05Z\", \"1h30m\")") == "\"2026-01-02T04:34:05Z\"");
  CHECK(evaluated("timeadd(\"2026-01-01T00:00:00+05:30\", \"-1s\")") == "\"2025-12-31T23:59:59+05:30\"");
  CHECK(evaluated("timeadd(\"2026-01-02T03:04:05Z\", \"5\")").find("missing unit in duration") != std::string::npos);
}
