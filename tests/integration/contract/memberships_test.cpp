// SPDX-License-Identifier: Apache-2.0
// The rules about who can become whom, where it takes more than one membership.
#include <support/catch.hpp>

#include "situation.hpp"

namespace plumb::test {
namespace {

TEST_CASE("what a login inherits counts, by however many memberships") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV503"},
      {{.what = "through a group that inherits",
        .sql = "CREATE ROLE zz_group; GRANT erun_operations TO zz_group WITH INHERIT TRUE, SET FALSE;"
               "GRANT zz_group TO erun_api WITH INHERIT TRUE",
        .expected = {"PRV503 role erun_api", "PRV503 role zz_group"}},
       {.what = "not past a membership that is not inherited",
        .sql = "CREATE ROLE zz_group; GRANT erun_operations TO zz_group WITH INHERIT TRUE;"
               "GRANT zz_group TO erun_api WITH INHERIT FALSE",
        .expected = {"PRV503 role zz_group"}},
       {.what = "NOINHERIT of the role comes too late",
        .sql = "GRANT erun_tenant TO erun_api WITH INHERIT TRUE; ALTER ROLE erun_api NOINHERIT",
        .expected = {"PRV503 role erun_api"}},
       {.what = "both memberships have to be changed",
        .sql = "CREATE ROLE zz_a; CREATE ROLE zz_b; GRANT erun_operations TO zz_a, zz_b WITH INHERIT TRUE;"
               "GRANT zz_a, zz_b TO erun_api WITH INHERIT TRUE",
        .expected = {"PRV503 role erun_api", "PRV503 role zz_a", "PRV503 role zz_b"}},
       {.what = "a membership that somebody else granted",
        .sql = "CREATE ROLE zz_admin; GRANT erun_operations TO zz_admin WITH ADMIN OPTION, INHERIT FALSE;"
               "SET LOCAL ROLE zz_admin; GRANT erun_operations TO erun_api WITH INHERIT TRUE; RESET ROLE",
        .expected = {"PRV503 role erun_api"}},
       {.what = "a console for operations, but not with the tenant role",
        .sql = "CREATE ROLE zz_console LOGIN; GRANT erun_operations, erun_tenant TO zz_console WITH INHERIT TRUE",
        .expected = {"PRV503 role zz_console"},
        .settings = with_knob("PRV503", "ops_logins", {"zz_console"})},
       {.what = "a superuser has it anyway",
        .sql = "CREATE ROLE zz_super SUPERUSER; GRANT erun_operations TO zz_super",
        .expected = {}}});
}

TEST_CASE("neither role of the contract is a member of anything") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV504", "PRV520"},
      {{.what = "without any option",
        .sql = "GRANT erun_operations TO erun_tenant WITH INHERIT FALSE, SET FALSE",
        .expected = {"PRV504 role erun_tenant"}},
       {.what = "a predefined role, through a group",
        .sql = "CREATE ROLE zz_group; GRANT pg_read_all_data TO zz_group; GRANT zz_group TO erun_operations",
        .expected = {"PRV504 role erun_operations", "PRV520 role erun_operations"}},
       {.what = "a login may be watched",
        .sql = "GRANT pg_monitor TO erun_api",
        .expected = {},
        .settings = with_knob("PRV520", "allowed", {"pg_monitor"})},
       {.what = "what a predefined role is a member of goes with it",
        .sql = "GRANT pg_monitor TO erun_api",
        .expected = {"PRV520 role erun_api"}}});
}

TEST_CASE("ADMIN counts for who holds it and for who can become the holder") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV505"},
      {{.what = "through a group",
        .sql = "CREATE ROLE zz_group; GRANT erun_operations TO zz_group WITH ADMIN OPTION;"
               "GRANT zz_group TO erun_api WITH INHERIT FALSE",
        .expected = {"PRV505 role erun_api", "PRV505 role zz_group"}},
       {.what = "on the role that owns the tables",
        .sql = "CREATE ROLE zz_lead LOGIN; GRANT erun_owner TO zz_lead WITH ADMIN OPTION",
        .expected = {"PRV505 role zz_lead"}},
       {.what = "the role that runs the migrations holds what it made",
        .sql = "GRANT erun_tenant, erun_operations TO erun_owner WITH ADMIN OPTION, INHERIT FALSE, SET FALSE",
        .expected = {}},
       {.what = "a role for that",
        .sql = "CREATE ROLE zz_admin LOGIN; GRANT erun_operations TO zz_admin WITH ADMIN OPTION",
        .expected = {},
        .settings = with_knob("PRV505", "role_admins", {"zz_admin"})}});
}

settings::Settings two_logins() {
  settings::Settings out;
  out.roles.logins = {"erun_api", "zz_ops_api"};
  return out;
}

TEST_CASE("who may take up the roles is those who should, and they can") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV506"},
      {{.what = "through a group that may be taken up",
        .sql =
            "CREATE ROLE zz_group; CREATE ROLE zz_intern LOGIN; GRANT erun_operations TO zz_group WITH INHERIT FALSE;"
            "GRANT zz_group TO zz_intern WITH INHERIT FALSE",
        .expected = {"PRV506 role zz_group", "PRV506 role zz_intern"}},
       {.what = "not without SET",
        .sql = "CREATE ROLE zz_intern LOGIN; GRANT erun_operations TO zz_intern WITH INHERIT FALSE, SET FALSE",
        .expected = {}},
       {.what = "a login that cannot",
        .sql = "GRANT erun_tenant TO erun_api WITH SET FALSE",
        .expected = {"PRV506 role erun_api (medium)"}},
       {.what = "a login for each role",
        .sql = "CREATE ROLE zz_ops_api LOGIN; GRANT erun_operations TO zz_ops_api WITH INHERIT FALSE;"
               "REVOKE erun_operations FROM erun_api",
        .expected = {},
        .settings = two_logins()},
       {.what = "two logins, and nobody for operations",
        .sql = "CREATE ROLE zz_ops_api LOGIN; GRANT erun_tenant TO zz_ops_api WITH INHERIT FALSE;"
               "REVOKE erun_operations FROM erun_api",
        .expected = {"PRV506 role erun_api (medium)", "PRV506 role zz_ops_api (medium)"},
        .settings = two_logins()},
       {.what = "people of operations",
        .sql = "CREATE ROLE zz_lead LOGIN; GRANT erun_operations TO zz_lead WITH INHERIT FALSE",
        .expected = {},
        .settings = with_knob("PRV506", "principals", {"zz_lead"})}});
}

TEST_CASE("the owner of tenant tables is plain and out of reach") {
  ReferenceDatabase database;
  check_situations(database, {"PRV507"},
                   {{.what = "a login can become it, through a group",
                     .sql = "CREATE ROLE zz_group; GRANT erun_owner TO zz_group WITH INHERIT FALSE;"
                            "GRANT zz_group TO erun_api WITH INHERIT FALSE, SET TRUE",
                     .expected = {"PRV507 role erun_owner"}},
                    {.what = "a table of a superuser",
                     .sql = "ALTER TABLE public.users OWNER TO postgres",
                     .expected = {"PRV507 table public.users"}},
                    {.what = "all tables of a role with BYPASSRLS are one finding",
                     .sql = "CREATE ROLE zz_old BYPASSRLS; GRANT CREATE ON SCHEMA public TO zz_old;"
                            "REASSIGN OWNED BY erun_owner TO zz_old",
                     .expected = {"PRV507 role zz_old"}}});
}

TEST_CASE("a role above row level security is found where a login can become it") {
  ReferenceDatabase database;
  check_situations(database, {"PRV501", "PRV527"},
                   {{.what = "by SET ROLE, through a group",
                     .sql = "CREATE ROLE zz_above BYPASSRLS; CREATE ROLE zz_group;"
                            "GRANT zz_above TO zz_group; GRANT zz_group TO erun_api WITH INHERIT FALSE",
                     .expected = {"PRV501 role erun_api", "PRV527 role zz_above"}},
                    {.what = "a role that the login takes up is told itself",
                     .sql = "ALTER ROLE erun_tenant BYPASSRLS",
                     .expected = {"PRV501 role erun_tenant"}},
                    {.what = "one of the application is PRV501's",
                     .sql = "ALTER ROLE erun_api SUPERUSER",
                     .expected = {"PRV501 role erun_api"}},
                    {.what = "one that is meant to be",
                     .sql = "CREATE ROLE zz_dump LOGIN BYPASSRLS",
                     .expected = {},
                     .settings = with_knob("PRV527", "privileged_roles", {"zz_dump"})}});
}

TEST_CASE("a rule about a role that does not exist finds what it can and counts as skipped") {
  ReferenceDatabase database;
  const contract::Rules rules = rules_of({"PRV500", "PRV504", "PRV508", "PRV512"});
  database.begin();
  database.run("ALTER ROLE erun_tenant RENAME TO zz_tenant; GRANT TRUNCATE ON public.users TO erun_operations");
  const contract::Judgement judgement = database.judge(rules);
  CHECK(found(judgement) == std::vector<std::string>{"PRV500 role erun_tenant", "PRV508 table public.users"});
  CHECK(judgement.run == std::vector<std::string>{"PRV500", "PRV512"});
  REQUIRE(judgement.skipped.size() == 2);
  CHECK(judgement.skipped.front().code == "PRV504");
  CHECK(judgement.skipped.front().reason == "the tenant role erun_tenant does not exist");

  settings::Settings without;
  without.rules["PRV500"].off = true;
  CHECK(found(database.judge(rules, without)) == std::vector<std::string>{"COV010 rule PRV504 (high)",
                                                                          "COV010 rule PRV508 (high)",
                                                                          "PRV508 table public.users"});
  database.rollback();
}

}  // namespace
}  // namespace plumb::test
