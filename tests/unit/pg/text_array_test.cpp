// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/text_array.hpp>

#include <support/catch.hpp>

using plumb::pg::text_array;

TEST_CASE("texts become one value of type text[], whatever is in them") {
  CHECK(text_array({}) == "{}");
  CHECK(text_array({"a", "", "NULL", "b,c"}) == R"({"a","","NULL","b,c"})");
  CHECK(text_array({R"(say "\o/")"}) == R"({"say \"\\o/\""})");
}
