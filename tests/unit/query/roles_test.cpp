// SPDX-License-Identifier: Apache-2.0
#include "given.hpp"

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;
using query::Database;

namespace {

// api may SET ROLE to both and inherits neither; boss is a superuser; ops inherits tenant.
GivenCatalog api_and_roles() {
  GivenCatalog given;
  given.settings.roles = {.tenant = "tenant", .operations = "ops", .logins = {"api", "gone"}};
  given.roles({{"api", "no"}, {"boss", "yes"}, {"ops", "no"}, {"tenant", "no"}});
  given.reach({{"api", "ops", "no", "yes", "no"},
               {"api", "tenant", "no", "yes", "yes"},
               {"ops", "pg_monitor", "yes", "no", "no"},
               {"ops", "tenant", "yes", "no", "no"}});
  return given;
}

}  // namespace

TEST_CASE("role_reach tells USAGE, SET and MEMBER apart") {
  const GivenCatalog given = api_and_roles();
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT role, via, admin FROM role_reach WHERE member = 'api' AND role <> 'api'") ==
        "PUBLIC|USAGE|0\nops|SET|0\nops|MEMBER|0\ntenant|SET|1\ntenant|MEMBER|1");
  CHECK(answer(database, "SELECT group_concat(via) FROM role_reach WHERE member = 'ops' AND role = 'tenant'") ==
        "USAGE,MEMBER");
  CHECK(answer(database, "SELECT group_concat(via) FROM role_reach WHERE member = 'api' AND role = 'api'") ==
        "USAGE,SET,MEMBER");
}

TEST_CASE("a superuser has every role, and it is told that this is why") {
  const GivenCatalog given = api_and_roles();
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT role, superuser FROM role_reach WHERE member = 'boss' AND via = 'USAGE'") ==
        "PUBLIC|0\napi|1\nboss|0\nops|1\npg_monitor|1\ntenant|1");
}

TEST_CASE("app_role lists the roles of plumb.yaml, and PUBLIC") {
  const GivenCatalog given = api_and_roles();
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT * FROM app_role") ==
        "tenant|tenant|1\nops|operations|1\napi|login|1\ngone|login|0\nPUBLIC|public|1");
}

TEST_CASE("a role is known by its name, whatever the server must write around it") {
  GivenCatalog given;
  given.roles({{"\"My Role\"", "no"}, {"{migration role}", "no"}});
  given.reach({{"\"My Role\"", "{migration role}", "yes", "yes", "no"}});
  Database database(given.catalog, given.settings, small_options("deploy"));
  CHECK(answer(database, "SELECT role FROM role_reach WHERE member = 'My Role' AND via = 'USAGE'") ==
        "My Role\nPUBLIC\ndeploy");
}
