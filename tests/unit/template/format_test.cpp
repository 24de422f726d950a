// SPDX-License-Identifier: Apache-2.0
// Many more verbs are tried by template_test.cpp, against what Go prints.
#include "../../../src/template/format.hpp"

#include <limits>

#include <support/catch.hpp>

using namespace plumb::tmpl;

namespace {

std::string print(std::string_view format, const List& values) {
  return sprintf(format, values);
}

}  // namespace

TEST_CASE("texts") {
  CHECK(print("%s|%5s|%-5s|%.2s|%q|%x|% X|%#x", {"ab", "é", "é", "éàü", "a\"", "hi", "hi", "hi"}) ==
        "ab|    é|é    |éà|\"a\\\"\"|6869|68 69|0x6869");
  CHECK(print("%#q %#q", {"a", "`"}) == "`a` \"`\"");
  CHECK(print("%v %d", {Value::bytes("hi"), Value::bytes("hi")}) == "[104 105] [104 105]");
}

TEST_CASE("numbers") {
  CHECK(print("%d|%5d|%-5d|%05d|%+d|% d|%x|%X|%o|%b|%#x", {1, 2, 3, -4, 5, 6, 255, 255, 8, 5, 255}) ==
        "1|    2|3    |-0004|+5| 6|ff|FF|10|101|0xff");
  CHECK(print("%c|%q|%U|%#U", {65, 39, 0x1F600, 65}) == "A|'\\''|U+1F600|U+0041 'A'");
  CHECK(print("%d", {std::numeric_limits<std::int64_t>::min()}) == "-9223372036854775808");
  CHECK(print("%v %g %f %.2f %e %8.3f|%G", {1e6, 0.00001, 1.5, 2.345, 12345.678, 3.14159, 1e-7}) ==
        "1e+06 1e-05 1.500000 2.35 1.234568e+04    3.142|1E-07");
  CHECK(print("%v %v %v", {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) == "+Inf -Inf NaN");
}

TEST_CASE("lists, maps, nil, types") {
  const Value list = Value(List{"a", "b"}).with_type("[]string");
  CHECK(print("%v %s %q %#v %T", {list, list, list, list, list}) ==
        "[a b] [a b] [\"a\" \"b\"] []string{\"a\", \"b\"} []string");
  CHECK(print("%v %T", {Value::Map{{"b", 1}, {"a", Value()}}, Value::Map{}}) ==
        "map[a:<nil> b:1] map[string]interface {}");
  CHECK(print("%v %s %d", {Value(), Value(), Value()}) == "<nil> %!s(<nil>) %!d(<nil>)");
}

TEST_CASE("what does not fit is told in the result") {
  CHECK(print("%d", {"x"}) == "%!d(string=x)");
  CHECK(print("%t", {1}) == "%!t(int=1)");
  CHECK(print("%d %d", {1}) == "1 %!d(MISSING)");
  CHECK(print("x", {1, "y"}) == "x%!(EXTRA int=1, string=y)");
  CHECK(print("100%", {}) == "100%!(NOVERB)");
  CHECK(print("%!", {1}) == "%!!(int=1)");
  CHECK(print("%[3]d", {1}) == "%!d(BADINDEX)");
  CHECK(print("%[x]d", {1}) == "%!d(BADINDEX)");
  CHECK(print("%*d|", {"x", 1}) == "%!(BADWIDTH)1|");
  CHECK(print("%.*d|", {"x", 1}) == "%!(BADPREC)1|");
}

TEST_CASE("operands may be picked, and widths be operands") {
  CHECK(print("%[2]d %[1]d", {1, 2}) == "2 1");
  CHECK(print("%[1]d %d", {1, 2}) == "1 2");
  CHECK(print("%*d|%-*d|%*d|", {4, 1, 4, 2, -4, 3}) == "   1|2   |3   |");
  CHECK(print("%.*f", {1, 2.55}) == "2.5");
}

TEST_CASE("print puts blanks between operands that are both no texts") {
  CHECK(sprint(List{1, 2, "a", "b", 3, Value(), true}) ==
        "1 2a"
        "b3 <nil> true");
  CHECK(sprintln(List{1, "a", "b"}) == "1 a b\n");
}
