// SPDX-License-Identifier: Apache-2.0
// The rules about privileges: on columns, by default, through groups and PUBLIC.
#include <support/catch.hpp>

#include "situation.hpp"

namespace plumb::test {
namespace {

TEST_CASE("what a role has through a group counts where it is inherited") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV508", "PRV509", "PRV510", "PRV511"},
      {{.what = "inherited",
        .sql = "CREATE ROLE zz_writers; GRANT zz_writers TO erun_tenant WITH INHERIT TRUE;"
               "GRANT TRUNCATE, TRIGGER, MAINTAIN ON public.users TO zz_writers",
        .expected = {"PRV508 table public.users", "PRV509 table public.users", "PRV511 table public.users"}},
       {.what = "not inherited",
        .sql = "CREATE ROLE zz_writers; GRANT zz_writers TO erun_tenant WITH INHERIT FALSE;"
               "GRANT TRUNCATE, TRIGGER, MAINTAIN ON public.users TO zz_writers",
        .expected = {}},
       {.what = "everything, on a table and to everybody",
        .sql = "GRANT ALL ON public.tasks TO PUBLIC",
        .expected = {"PRV508 table public.tasks", "PRV509 table public.tasks", "PRV510 table public.tasks",
                     "PRV511 table public.tasks"}},
       {.what = "REFERENCES on one column",
        .sql = "GRANT REFERENCES (user_id) ON public.users TO erun_tenant",
        .expected = {"PRV510 table public.users"}}});
}

TEST_CASE("REFERENCES is worse where the application has a place for a table") {
  ReferenceDatabase database;
  check_situations(database, {"PRV510", "PRV517"},
                   {{.what = "a schema to create in",
                     .sql = "GRANT REFERENCES ON public.users TO erun_tenant; CREATE SCHEMA zz_lab;"
                            "GRANT CREATE ON SCHEMA zz_lab TO PUBLIC",
                     .expected = {"PRV510 table public.users (high)", "PRV517 schema zz_lab"}},
                    {.what = "a schema of its own",
                     .sql = "CREATE SCHEMA zz_lab AUTHORIZATION erun_tenant",
                     .expected = {"PRV517 schema zz_lab"}}});
}

TEST_CASE("PUBLIC has nothing of tables, views, columns and sequences") {
  ReferenceDatabase database;
  check_situations(database, {"PRV512"},
                   {{.what = "a column, a view, a sequence",
                     .sql = "GRANT SELECT (username) ON public.users TO PUBLIC;"
                            "CREATE VIEW public.zz_view AS SELECT 1 AS one; GRANT SELECT ON public.zz_view TO PUBLIC;"
                            "CREATE SEQUENCE public.zz_sequence; GRANT USAGE ON SEQUENCE public.zz_sequence TO PUBLIC",
                     .expected = {"PRV512 sequence public.zz_sequence", "PRV512 table public.users",
                                  "PRV512 view public.zz_view"}}});
}

TEST_CASE("nobody of the application may grant on") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV513"},
      {{.what = "a table, a column, a function, a schema",
        .sql = "GRANT UPDATE ON public.tasks TO erun_operations WITH GRANT OPTION;"
               "GRANT SELECT (name) ON public.tenants TO erun_operations WITH GRANT OPTION;"
               "GRANT EXECUTE ON FUNCTION public.erun_current_tenant_id() TO erun_tenant WITH GRANT OPTION;"
               "GRANT USAGE ON SCHEMA public TO erun_tenant WITH GRANT OPTION",
        .expected = {"PRV513 column name on public.tenants", "PRV513 function public.erun_current_tenant_id()",
                     "PRV513 schema public", "PRV513 table public.tasks"}},
       {.what = "somebody else may",
        .sql = "CREATE ROLE zz_other; GRANT SELECT ON public.tasks TO zz_other WITH GRANT OPTION",
        .expected = {}}});
}

TEST_CASE("the root tables are not the tenants'") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV514"},
      {{.what = "to read them lists all tenants",
        .sql = "GRANT SELECT ON public.tenants TO erun_tenant; GRANT SELECT (issuer) ON"
               " public.tenant_issuers TO PUBLIC",
        .expected = {"PRV514 table public.tenant_issuers (medium)", "PRV514 table public.tenants (medium)"}},
       {.what = "to write them is worse",
        .sql = "GRANT SELECT, INSERT ON public.tenants TO erun_api",
        .expected = {"PRV514 table public.tenants"}},
       {.what = "one that they may read, and one that they may write besides",
        .sql = "GRANT SELECT ON public.tenants, public.tenant_issuers TO erun_tenant;"
               "GRANT UPDATE (name) ON public.tenants TO erun_tenant",
        .expected = {"PRV514 table public.tenants"},
        .settings = with_knob("PRV514", "readable", {"tenants", "public.tenant_issuers"})}});
}

TEST_CASE("what is append-only cannot be changed") {
  ReferenceDatabase database;
  check_situations(database, {"PRV515"},
                   {{.what = "one column",
                     .sql = "GRANT UPDATE (details) ON public.audit_events TO erun_operations",
                     .expected = {"PRV515 table public.audit_events"}},
                    {.what = "a policy for all commands, and a guard that only narrows",
                     .sql = "CREATE POLICY zz_all ON public.audit_events TO erun_operations USING (true);"
                            "CREATE POLICY zz_guard ON public.audit_events AS RESTRICTIVE TO erun_tenant USING (true)",
                     .expected = {"PRV515 policy zz_all on public.audit_events"}},
                    {.what = "retention",
                     .sql = "CREATE ROLE zz_retention; GRANT DELETE ON public.audit_events TO zz_retention;"
                            "GRANT zz_retention TO erun_operations WITH INHERIT TRUE;"
                            "CREATE POLICY zz_old ON public.audit_events FOR DELETE TO zz_retention USING (true)",
                     .expected = {},
                     .settings = with_knob("PRV515", "retention_roles", {"zz_retention"})}});
}

TEST_CASE("nothing is granted by default, here and everywhere") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV516"},
      {{.what = "whatever the schema",
        .sql = "ALTER DEFAULT PRIVILEGES FOR ROLE erun_owner GRANT SELECT, INSERT ON TABLES TO erun_operations",
        .expected = {"PRV516 default_privilege erun_owner, TABLES"}},
       {.what = "to a group that a role of the application inherits",
        .sql = "CREATE ROLE zz_readers; GRANT zz_readers TO erun_tenant WITH INHERIT TRUE;"
               "ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT SELECT ON TABLES TO zz_readers",
        .expected = {"PRV516 schema_default_privilege public.postgres, TABLES"}},
       {.what = "EXECUTE for everybody, which the blueprint took away",
        .sql = "ALTER DEFAULT PRIVILEGES FOR ROLE erun_owner IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
        .expected = {"PRV516 schema_default_privilege public.erun_owner, FUNCTIONS"}},
       {.what = "to somebody else",
        .sql =
            "CREATE ROLE zz_backup; ALTER DEFAULT PRIVILEGES FOR ROLE erun_owner GRANT SELECT ON TABLES TO zz_backup",
        .expected = {}}});
}

constexpr std::string_view k_temporary_for_login =
    "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO erun_api', current_database()); END $$";

TEST_CASE("a login may make temporary tables where plumb.yaml says so") {
  ReferenceDatabase database;
  const contract::Rules rules = rules_of({"PRV518"});
  database.begin();
  database.run(k_temporary_for_login);
  CHECK(database.judge(rules).findings.size() == 1);
  CHECK(database.judge(rules, with_knob("PRV518", "temporary", {"erun_api"})).findings.empty());
  database.rollback();
}

TEST_CASE("sequences are nobody's but what serial needs") {
  ReferenceDatabase database;
  check_situations(database, {"PRV519"},
                   {{.what = "the sequence of an identity column",
                     .sql = "CREATE TABLE public.zz_numbers (n bigint GENERATED ALWAYS AS IDENTITY);"
                            "GRANT SELECT ON SEQUENCE public.zz_numbers_n_seq TO erun_tenant",
                     .expected = {"PRV519 column n on public.zz_numbers"}},
                    {.what = "USAGE for serial",
                     .sql = "CREATE TABLE public.zz_numbers (n bigserial);"
                            "GRANT USAGE ON SEQUENCE public.zz_numbers_n_seq TO erun_tenant",
                     .expected = {}},
                    {.what = "more than USAGE",
                     .sql = "CREATE TABLE public.zz_numbers (n bigserial);"
                            "GRANT USAGE, UPDATE ON SEQUENCE public.zz_numbers_n_seq TO erun_tenant",
                     .expected = {"PRV519 sequence public.zz_numbers_n_seq"}}});
}

TEST_CASE("what belongs to the server stays as it was made") {
  ReferenceDatabase database;
  check_situations(database, {"PRV521", "PRV522"},
                   {{.what = "a parameter for everybody",
                     .sql = "GRANT SET, ALTER SYSTEM ON PARAMETER session_replication_role TO PUBLIC",
                     .expected = {"PRV521 parameter_privilege session_replication_role, PUBLIC"}},
                    {.what = "a column of the catalog, and a schema",
                     .sql = "GRANT SELECT (rolpassword) ON pg_catalog.pg_authid TO erun_api;"
                            "GRANT CREATE ON SCHEMA information_schema TO erun_operations",
                     .expected = {"PRV522 system_privilege schema, information_schema",
                                  "PRV522 system_privilege table column, pg_catalog.pg_authid.rolpassword"}},
                    {.what = "what is less than the server gave",
                     .sql = "REVOKE EXECUTE ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC",
                     .expected = {}},
                    {.what = "monitoring",
                     .sql = "CREATE ROLE zz_agent; GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO zz_agent",
                     .expected = {},
                     .settings = with_knob("PRV522", "roles", {"zz_agent"})}});
}

TEST_CASE("privileges on columns are told, but for those that keep the key out") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV523"},
      {{.what = "to update the tenant, to whomever",
        .sql = "CREATE ROLE zz_other; GRANT UPDATE (tenant_id, name) ON public.projects TO zz_other;"
               "GRANT INSERT (tenant_id) ON public.user_external_ids TO erun_tenant",
        .expected = {"PRV523 column name on public.projects", "PRV523 column tenant_id on public.projects"}}});
}

TEST_CASE("there is no second way in") {
  ReferenceDatabase database;
  check_situations(
      database, {"PRV525"},
      {{.what = "a user mapping for everybody",
        .sql = "CREATE FOREIGN DATA WRAPPER zz_wrapper; CREATE SERVER zz_far FOREIGN DATA WRAPPER zz_wrapper;"
               "CREATE USER MAPPING FOR PUBLIC SERVER zz_far OPTIONS (password 'secret')",
        .expected = {"PRV525 user_mapping zz_far, PUBLIC"}},
       {.what = "the wrapper itself",
        .sql = "CREATE FOREIGN DATA WRAPPER zz_wrapper; GRANT USAGE ON FOREIGN DATA WRAPPER zz_wrapper TO erun_api",
        .expected = {"PRV525 foreign_data_wrapper zz_wrapper"}}});
}

TEST_CASE("what the application needs is there") {
  ReferenceDatabase database;
  settings::Settings operations_only = with_knob("RLS004", "operations_only", {"usage_events"});
  check_situations(database, {"RLS004", "PRV526"},
                   {{.what = "some columns are enough",
                     .sql = "REVOKE SELECT ON public.users FROM erun_tenant;"
                            "GRANT SELECT (tenant_id, user_id) ON public.users TO erun_tenant",
                     .expected = {}},
                    {.what = "a table for operations only",
                     .sql = "REVOKE SELECT ON public.usage_events FROM erun_tenant",
                     .expected = {},
                     .settings = std::move(operations_only)},
                    {.what = "a table",
                     .sql = "REVOKE SELECT ON public.usage_events FROM erun_operations",
                     .expected = {"PRV526 table public.usage_events"}}});
}

TEST_CASE("a login that may see nothing finds the same as a superuser") {
  ReferenceDatabase database;
  std::vector<std::string_view> codes;
  for (const contract::Rule& rule : contract::Rules::builtin().list()) {
    if (rule.code.starts_with("OBJ") || rule.code.starts_with("PRV")) codes.push_back(rule.code);
  }
  const contract::Rules rules = rules_of(codes);
  database.begin();
  std::string bad;
  for (const contract::Rule& rule : rules.list()) {
    if (rule.code != "PRV500" && rule.code != "PRV525" && rule.code != "OBJ416") bad += rule.bad + ";\n";
  }
  database.run(bad + "CREATE ROLE zz_stranger");
  const contract::Judgement by_superuser = database.judge(rules);
  database.run("SET LOCAL ROLE zz_stranger");
  const contract::Judgement by_stranger = database.judge(rules);
  database.rollback();
  CHECK(by_superuser.skipped.empty());
  CHECK(by_stranger.skipped.empty());
  CHECK(found(by_stranger) == found(by_superuser));
  CHECK(by_superuser.findings.size() >= rules.list().size() - 3);
}

}  // namespace
}  // namespace plumb::test
