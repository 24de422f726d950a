// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/style.hpp>

#include <support/catch.hpp>

using namespace plumb::report;

TEST_CASE("a style paints, or leaves the text as it is") {
  CHECK(Style(Colour::yes).cyan("a") == "\x1b[36ma\x1b[0m");
  CHECK(Style(Colour::yes).red("a") == "\x1b[91ma\x1b[0m");
  CHECK(Style(Colour::no).cyan("a") == "a");
}
