// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/revision.hpp>

#include <support/catch.hpp>

using plumb::apply::type_text;

TEST_CASE("the type of a row in words") {
  CHECK(type_text(1) == "baseline");
  CHECK(type_text(2) == "applied");
  CHECK(type_text(4) == "manually set");
  CHECK(type_text(6) == "applied + manually set");
  CHECK(type_text(7) == "unknown (0111)");
  CHECK(type_text(0) == "unknown (0000)");
  CHECK(type_text(16) == "unknown (10000)");
}
