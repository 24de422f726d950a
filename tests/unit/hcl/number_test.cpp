// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/number.hpp>

#include <support/catch.hpp>

using plumb::hcl::Number;

namespace {

Number number(std::string_view text) {
  const auto parsed = Number::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

}  // namespace

TEST_CASE("a number prints as the shortest decimal, never with an exponent") {
  CHECK(number("1.50").text() == "1.5");
  CHECK(number("1e21").text() == "1000000000000000000000");
  CHECK(number("25e-2").text() == "0.25");
  CHECK(number("12345678901234567890123").text() == "12345678901234567890123");
  CHECK(number("-0").text() == "-0");
  CHECK(number("1e-7").text() == "0.0000001");
}

TEST_CASE("a number reads back from its own text") {
  for (const char* text : {"0.1", "123456789.123456789", "3", "-2.5", "99999999999999999999.5", "1e-40"}) {
    const Number first = number(text);
    CHECK(number(first.text()) == first);
  }
}

TEST_CASE("decimal fractions add up, for there are 512 bits") {
  CHECK(number("0.1").plus(number("0.2"))->text() == "0.3");
  CHECK(number("1").divided_by(number("3"))->text().size() == 157);
}

TEST_CASE("numbers that count something have 64 bits") {
  CHECK(Number::from_int(1).divided_by(Number::from_int(3))->text() == "0.33333333333333333334");
}

TEST_CASE("modulo keeps the sign of the dividend") {
  CHECK(number("-7").modulo(number("3"))->text() == "-1");
  CHECK(number("7").modulo(number("-3"))->text() == "1");
  CHECK(number("7.5").modulo(number("2"))->text() == "1.5");
  CHECK(number("7").modulo(number("0"))->text() == "7");
}

TEST_CASE("what is not a number is no result") {
  CHECK(number("1").divided_by(number("0"))->is_infinite());
  CHECK_FALSE(number("0").divided_by(number("0")));
  CHECK_FALSE(Number::infinity(1).minus(Number::infinity(1)));
  CHECK_FALSE(number("0").times(Number::infinity(1)));
}

TEST_CASE("only decimal texts are numbers") {
  for (const char* text : {"+5", "Inf", "1e3", ".5", "5.", "00012", "1p4"}) CHECK(Number::parse(text));
  for (const char* text : {"", "-", "0x10", "1_0", "1,5", " 1", "1 ", "e3", "1e", "nan"})
    CHECK_FALSE(Number::parse(text));
}

TEST_CASE("whole numbers are read in any base up to 62") {
  CHECK(Number::parse_integer("ff", 16)->text() == "255");
  CHECK(Number::parse_integer("Z", 62)->text() == "61");
  CHECK(Number::parse_integer("z", 62)->text() == "35");
  CHECK_FALSE(Number::parse_integer("12", 2));
  CHECK_FALSE(Number::parse_integer("+-1", 10));
  CHECK_FALSE(Number::parse_integer("", 10));
}

TEST_CASE("verbs lay numbers out as Go does") {
  CHECK(number("1234.5").format('e', -1) == "1.234500e+03");
  CHECK(number("1.005").format('f', 2) == "1.00");
  CHECK(number("0.006").format('f', 2) == "0.01");
  CHECK(number("1000000").general_text() == "1e+06");
  CHECK(number("0.0001").general_text() == "0.0001");
  CHECK(number("-255").integer_text(16) == "-ff");
}

TEST_CASE("only whole numbers that fit are integers") {
  CHECK(number("9223372036854775807").to_int64() == 9223372036854775807);
  CHECK_FALSE(number("9223372036854775808").to_int64());
  CHECK_FALSE(number("1.5").to_int64());
}
