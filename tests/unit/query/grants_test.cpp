// SPDX-License-Identifier: Apache-2.0
#include "given.hpp"

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;
using query::Database;

namespace {

GivenCatalog granted() {
  GivenCatalog given;
  given.settings.roles = {.tenant = "tenant", .operations = "ops", .logins = {"api"}};
  given.schemas({{"app", "dba", R"(["USAGE TO PUBLIC"])"}});
  given.tables(
      {{"app", "users", "yes", "dba",
        R"(["INSERT TO {owner}","SELECT TO tenant WITH GRANT OPTION","UPDATE TO \"{owner}\" GRANTED BY {migration role}"])"}});
  given.columns({{"app", "users", "name", "text", "no", R"(["UPDATE TO tenant GRANTED BY \"a b\""])"},
                 {"app", "users", "tenant_id", "uuid", "yes", std::nullopt}});
  given.roles({{"api", "no"}, {"ops", "no"}, {"tenant", "no"}}).reach({{"ops", "tenant", "yes", "no", "no"}});
  return given;
}

}  // namespace

TEST_CASE("grant takes the ACLs of all kinds apart") {
  const GivenCatalog given = granted();
  Database database(given.catalog, given.settings, small_options("deploy"));
  CHECK(answer(database,
               "SELECT kind, name, column, owner, grantee, grantor, privilege, grantable FROM grants "
               "ORDER BY kind, name, privilege") ==
        "column|users|name|dba|tenant|a b|UPDATE|0\n"
        "schema|app|-|dba|PUBLIC|dba|USAGE|0\n"
        "table|users|-|dba|dba|dba|INSERT|0\n"
        "table|users|-|dba|tenant|dba|SELECT|1\n"
        // A role whose name is "{owner}" is not the owner.
        "table|users|-|dba|{owner}|deploy|UPDATE|0");
}

TEST_CASE("grant_count tells in short what stands in grant") {
  GivenCatalog more;
  const std::string acl = R"(["INSERT TO {owner}","SELECT TO tenant WITH GRANT OPTION"])";
  more.schemas().columns().tables({{"app", "a", "yes", "dba", acl},
                                   {"app", "b", "yes", "dba", acl},
                                   {"app", "c", "yes", "tenant", acl},
                                   {"app", "d", "yes", "dba", R"(["SELECT TO tenant"])"}});
  more.roles().reach();
  Database database(more.catalog, more.settings, small_options());
  CHECK(answer(database, "SELECT kind, grantee, privilege, grantable, is_owner, objects FROM grant_count") ==
        "table|dba|INSERT|0|1|2\ntable|tenant|INSERT|0|1|1\ntable|tenant|SELECT|0|0|1\n"
        "table|tenant|SELECT|1|0|2\ntable|tenant|SELECT|1|1|1");
  CHECK(answer(database, "SELECT sum(objects) FROM grant_count") == answer(database, "SELECT count(*) FROM grants"));
}

TEST_CASE("grant is not there while one of the kinds with privileges is not") {
  GivenCatalog given;
  given.schemas().tables();
  Database database(given.catalog, given.settings, small_options());
  CHECK(failure_of(database, "SELECT * FROM grants").kind == "column");
}

TEST_CASE("effective_grant follows inheritance and PUBLIC") {
  const GivenCatalog given = granted();
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database,
               "SELECT role_kind, kind, privilege, grantee FROM effective_grant WHERE role = 'ops' ORDER BY 2") ==
        "operations|column|UPDATE|tenant\noperations|schema|USAGE|PUBLIC\noperations|table|SELECT|tenant");
  CHECK(answer(database, "SELECT kind FROM effective_grant WHERE role = 'api'") == "schema");
  CHECK(answer(database, "SELECT kind FROM effective_grant WHERE role_kind = 'public'") == "schema");
}

TEST_CASE("effective_policy tells which policies apply to whom, command by command") {
  GivenCatalog given = granted();
  given.policies({{"app", "users", "mine", R"(["tenant"])", "ALL", "yes", "(a = b)", std::nullopt},
                  {"app", "users", "new", R"(["PUBLIC"])", "INSERT", "no", std::nullopt, "(c = d)"},
                  {"app", "users", "others", R"(["somebody"])", "ALL", "yes", "true", std::nullopt}});
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT name, command, permissive, checked, via FROM effective_policy WHERE role = 'ops'") ==
        "mine|SELECT|1|-|tenant\nmine|INSERT|1|(a = b)|tenant\nmine|UPDATE|1|(a = b)|tenant\nmine|DELETE|1|-|tenant\n"
        "new|INSERT|0|(c = d)|PUBLIC");
  CHECK(answer(database, "SELECT name, role_kind FROM effective_policy WHERE role = 'api'") == "new|login");
  CHECK(answer(database, "SELECT count(*) FROM effective_policy WHERE name = 'others'") == "0");
}

TEST_CASE("tables are of a class, and tenant tables tell of their tenant column") {
  GivenCatalog given;
  given.settings.schemas = {"app"};
  given.settings.tables.root = {"tenants"};
  given.settings.tables.append_only = {"app.events"};
  given.settings.tables.global = {{"versions", "history", {}}};
  std::vector<Row> tables;
  for (const char* name : {"events", "notes", "stray", "tenants", "versions"})
    tables.push_back({"app", name, "yes", "dba", "[]"});
  tables.push_back({"other", "notes", "yes", "dba", "[]"});
  given.tables(tables);
  given.columns({{"app", "events", "tenant_id", "uuid", "yes", std::nullopt},
                 {"app", "notes", "tenant_id", "text", "no", std::nullopt},
                 {"app", "stray", "id", "text", "no", std::nullopt},
                 {"app", "tenants", "tenant_id", "uuid", "yes", std::nullopt},
                 {"other", "notes", "tenant_id", "uuid", "yes", std::nullopt}});
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT name, class, reason FROM class_of_table") ==
        "events|append_only|-\nnotes|tenant|-\nstray|unclassified|-\ntenants|root|-\nversions|global|history");
  CHECK(answer(database,
               "SELECT name, row_security, tenant_column, tenant_type, tenant_not_null, class FROM tenant_table") ==
        "events|1|tenant_id|uuid|1|append_only\nnotes|1|tenant_id|text|0|tenant");
}
