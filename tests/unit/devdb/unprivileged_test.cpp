// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/unprivileged.hpp"

#include <unistd.h>

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

#include "scratch.hpp"

using namespace plumb;

TEST_CASE("root becomes somebody else, everybody else stays who they are") {
  test::Variables variables;
  variables.set("PLUMB_POSTGRES_USER", std::nullopt);
  const auto user = devdb::unprivileged_user();
  REQUIRE(user.has_value() == (::geteuid() == 0));
  if (!user) return;
  CHECK(user->name == "nobody");
  CHECK(user->uid != 0);
  variables.set("PLUMB_POSTGRES_USER", "root");
  CHECK_THROWS_WITH(devdb::unprivileged_user(),
                    "PostgreSQL does not run as root, and there is no unprivileged user \"root\" to run it as");
  variables.set("PLUMB_POSTGRES_USER", "no-such-user");
  CHECK_THROWS_AS(devdb::unprivileged_user(), Error);
}
