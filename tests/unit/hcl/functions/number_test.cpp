// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("number functions") {
  CHECK(evaluated("[abs(-1.5), ceil(-1.2), floor(-1.2), max(1, 5), min(4, 2), signum(-5)]") == "[1.5,-1,-2,5,2,-1]");
  CHECK(evaluated("[log(8, 2), pow(2, 10)]") == "[3,1024]");
  CHECK(evaluated("parseint(\"ff\", 16)") == "255");
  CHECK(evaluated("max()").ends_with("Call to function \"max\" failed: must pass at least one number."));
  CHECK(evaluated("parseint(\"12\", 99)").ends_with("base must be a whole number between 2 and 62 inclusive."));
  CHECK(evaluated("parseint(\"12\", 2)").ends_with("cannot parse \"12\" as a base 2 integer."));
}
