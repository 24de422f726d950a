// SPDX-License-Identifier: Apache-2.0
#include "../../../src/template/literal.hpp"

#include <plumb/base/error.hpp>

#include <support/catch.hpp>

using namespace plumb::tmpl;

TEST_CASE("texts in quotes") {
  CHECK(unquote(R"("a\n\t\"\\\x41\u00e9\U0001F600\101")") == "a\n\t\"\\Aé😀A");
  CHECK(unquote("`a\\n\r\nb`") == "a\\n\nb");
  CHECK(unquote("\"\xff\"") == "\xff");
  CHECK(unquote(R"("\xff")") == "\xff");
  for (const char* bad : {R"("\q")", R"("\x4")", R"("\u12")", R"("\ud800")", R"("\400")", R"("\'")", "\"a", "'a"}) {
    INFO(bad);
    CHECK_THROWS_WITH(unquote(bad), "invalid syntax");
  }
}

TEST_CASE("integers") {
  CHECK(parse_number("12").integer == 12);
  CHECK(parse_number("-12").integer == -12);
  CHECK(parse_number("+12").integer == 12);
  CHECK(parse_number("0x1F").integer == 31);
  CHECK(parse_number("0b101").integer == 5);
  CHECK(parse_number("0o17").integer == 15);
  CHECK(parse_number("017").integer == 15);
  CHECK(parse_number("1_000").integer == 1000);
  CHECK(parse_number("-9223372036854775808").integer == std::numeric_limits<std::int64_t>::min());
  CHECK(parse_number("9223372036854775808").too_large);
  CHECK_THROWS_WITH(parse_number("99999999999999999999"), "integer overflow: \"99999999999999999999\"");
  CHECK_THROWS_WITH(parse_number("1__0"), "illegal number syntax: \"1__0\"");
  CHECK_THROWS_WITH(parse_number("0x"), "illegal number syntax: \"0x\"");
}

TEST_CASE("floats, which are integers too where they are whole") {
  CHECK(parse_number("1.5").real == 1.5);
  CHECK_FALSE(parse_number("1.5").integer.has_value());
  CHECK(parse_number("1e3").integer == 1000);
  CHECK(parse_number(".5").real == 0.5);
  CHECK(parse_number("0x1p4").real == 16);
  CHECK_FALSE(parse_number("1e30").integer.has_value());
}

TEST_CASE("characters are numbers") {
  CHECK(parse_character("'a'").integer == 97);
  CHECK(parse_character(R"('\n')").integer == 10);
  CHECK(parse_character(R"('\'')").integer == 39);
  CHECK(parse_character("'é'").integer == 0xE9);
  CHECK_THROWS_WITH(parse_character("'ab'"), "malformed character constant: 'ab'");
  CHECK_THROWS_WITH(parse_character("''"), "invalid syntax");
}
