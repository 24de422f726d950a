// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/source.hpp>

#include <support/catch.hpp>

using namespace plumb::hcl;

TEST_CASE("a range names one line, or two") {
  CHECK(describe({{2, 7, 0}, {2, 12, 0}}, "atlas.hcl") == "atlas.hcl:2,7-12");
  CHECK(describe({{2, 7, 0}, {4, 1, 0}}, "atlas.hcl") == "atlas.hcl:2,7-4,1");
}

TEST_CASE("of several diagnostics the first is told, and how many more there are") {
  const Diagnostic one{{{1, 1, 0}, {1, 2, 1}}, "A", "b."};
  CHECK(message({one}, "f") == "f:1,1-2: A; b.");
  CHECK(message({one, one, one}, "f") == "f:1,1-2: A; b., and 2 other diagnostic(s)");
}

TEST_CASE("an error shows the line it is about") {
  const Source source{"f", "first\nsecond = x\r\nthird"};
  const auto error = to_error({{{{2, 10, 15}, {2, 11, 16}}, "A", "b."}}, source);
  REQUIRE(error.span());
  CHECK(error.span()->line == 2);
  CHECK(error.span()->column == 10);
  CHECK(error.span()->line_text == "second = x");
  CHECK(error.message() == "f:2,10-11: A; b.");
}
