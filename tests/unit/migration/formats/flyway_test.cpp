// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../temp_directory.hpp"
#include "given_format.hpp"

using namespace given;

TEST_CASE("flyway: versions in the order of their numbers, then what is repeated") {
  CHECK(listed(Format::flyway, {"V10__ten.sql", "V2__two.sql", "U2__two.sql", "V2.1__b.sql", "V2_0_1__a.sql",
                                "Vx__zero.sql", "R__views.sql", "R__again.sql", "v3/V3_1__third.sql", "notes.sql"}) ==
        Texts{"Vx__zero.sql|x|zero", "V2__two.sql|2|two", "V2_0_1__a.sql|2_0_1|a", "V2.1__b.sql|2.1|b",
              "v3/V3_1__third.sql|3_1|third", "V10__ten.sql|10|ten", "R__again.sql||again", "R__views.sql||views"});
}

TEST_CASE("flyway: a baseline stands for the versions up to it, compared as text") {
  CHECK(listed(Format::flyway, {"B2__base.sql", "B3__base.sql", "V1__a.sql", "V3__c.sql", "V4__d.sql", "V10__k.sql"}) ==
        Texts{"B3__base.sql|3|base", "V4__d.sql|4|d"});
}

TEST_CASE("flyway: directories below are read, but not those with a dot") {
  const TempDirectory temp;
  temp.write({{"V1__a.sql", "a;"}, {"v2/deep/V2__b.sql", "b;"}, {".git/V3__c.sql", "c;"}, {"x.sql/V4__d.sql", "d;"}});
  CHECK(listed(Directory::open(temp.url("?format=flyway"))) ==
        Texts{"V1__a.sql|1|a", "v2/deep/V2__b.sql|2|b", "x.sql/V4__d.sql|4|d"});
}
