// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "given_format.hpp"

using namespace given;

TEST_CASE("golang-migrate: up files only") {
  CHECK(listed(Format::golang_migrate, {"2_b.up.sql", "2_b.down.sql", "1_initial.up.sql", "3.up.sql", "4_x.sql"}) ==
        Texts{"1_initial.up.sql|1|initial", "2_b.up.sql|2|b", "3.up.sql|3.up|"});
}
