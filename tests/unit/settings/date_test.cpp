// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/settings/settings.hpp>

namespace plumb::settings {
namespace {

TEST_CASE("a date is read as it is written") {
  for (const std::string_view text : {"2027-03-31", "2028-02-29", "1999-12-01"}) {
    const auto date = parse_date(text);
    REQUIRE(date);
    CHECK(format_date(*date) == text);
  }
}

TEST_CASE("what is no date is none") {
  for (const std::string_view text : {"", "2027-02-29", "2027-3-31", "2027/03/31", "2027-03-31 ", "20270331",
                                      "+027-03-31", "2027--3-01", "2027-03-3x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

}  // namespace
}  // namespace plumb::settings
