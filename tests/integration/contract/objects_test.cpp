// SPDX-License-Identifier: Apache-2.0
// The rules about views, functions, partitions and what leads out of the database.
#include <support/catch.hpp>

#include "situation.hpp"

namespace plumb::test {
namespace {

TEST_CASE("a view is judged by all that it reads, also by way of other views") {
  ReferenceDatabase database;
  check_situations(
      database, {"OBJ401"},
      {{.what = "through a view that nobody is granted",
        .sql = "SET LOCAL ROLE erun_owner; CREATE VIEW public.zz_inner AS SELECT username FROM public.users;"
               "CREATE VIEW public.zz_outer AS SELECT * FROM public.zz_inner;"
               "GRANT SELECT (username) ON public.zz_outer TO erun_tenant; RESET ROLE",
        .expected = {"OBJ401 view public.zz_outer"}},
       {.what = "through a materialized view",
        .sql = "SET LOCAL ROLE erun_owner;"
               "CREATE MATERIALIZED VIEW public.zz_copy AS SELECT username FROM public.users WITH NO DATA;"
               "CREATE VIEW public.zz_outer AS SELECT * FROM public.zz_copy;"
               "GRANT SELECT ON public.zz_outer TO PUBLIC; RESET ROLE",
        .expected = {"OBJ401 view public.zz_outer"}},
       {.what = "in a schema that nobody looks into",
        .sql = "CREATE SCHEMA zz_reports; GRANT USAGE, CREATE ON SCHEMA zz_reports TO erun_owner;"
               "SET LOCAL ROLE erun_owner; CREATE VIEW zz_reports.zz_all AS SELECT count(*) FROM public.tasks;"
               "GRANT SELECT ON zz_reports.zz_all TO erun_api; RESET ROLE",
        .expected = {"OBJ401 view zz_reports.zz_all"}},
       {.what = "root tables only, an invoker's, or for nobody",
        .sql = "SET LOCAL ROLE erun_owner; CREATE VIEW public.zz_root AS SELECT name FROM public.tenants;"
               "CREATE VIEW public.zz_own WITH (security_invoker) AS SELECT username FROM public.users;"
               "CREATE VIEW public.zz_idle AS SELECT username FROM public.users;"
               "GRANT SELECT ON public.zz_root, public.zz_own TO erun_tenant; RESET ROLE",
        .expected = {}}});
}

TEST_CASE("an owner that no policy binds counts less for a view that reads as its caller") {
  ReferenceDatabase database;
  check_situations(
      database, {"OBJ402"},
      {{.what = "invoker, BYPASSRLS, materialized",
        .sql = "CREATE ROLE zz_above BYPASSRLS; GRANT CREATE ON SCHEMA public TO zz_above;"
               "CREATE VIEW public.zz_own WITH (security_invoker) AS SELECT 1 AS one;"
               "CREATE VIEW public.zz_view AS SELECT 1 AS one;"
               "ALTER VIEW public.zz_view OWNER TO zz_above;"
               "CREATE MATERIALIZED VIEW public.zz_copy AS SELECT 1 AS one",
        .expected = {"OBJ402 view public.zz_copy", "OBJ402 view public.zz_own (low)", "OBJ402 view public.zz_view"}}});
}

TEST_CASE("a materialized view is for nobody unless it holds nothing of tenants") {
  ReferenceDatabase database;
  settings::Settings listed;
  listed.tables.global.push_back({.table = "zz_copy", .reason = "counts, rounded", .place = {}});
  check_situations(
      database, {"OBJ403", "OBJ404"},
      {{.what = "one column of it",
        .sql = "CREATE MATERIALIZED VIEW public.zz_copy AS SELECT * FROM public.users;"
               "GRANT SELECT (username) ON public.zz_copy TO erun_tenant",
        .expected = {"OBJ404 view public.zz_copy"}},
       {.what = "one that calls what nobody knows",
        .sql = "CREATE FUNCTION public.zz_f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
               "CREATE MATERIALIZED VIEW public.zz_copy AS SELECT public.zz_f();"
               "GRANT SELECT ON public.zz_copy TO erun_tenant",
        .expected = {"OBJ404 view public.zz_copy"}},
       {.what = "one that is listed",
        .sql = "CREATE MATERIALIZED VIEW public.zz_copy AS SELECT * FROM public.users;"
               "GRANT SELECT ON public.zz_copy TO erun_tenant",
        .expected = {},
        .settings = std::move(listed)},
       {.what = "one of nothing, and a view that filters global tables",
        .sql =
            "CREATE MATERIALIZED VIEW public.zz_copy AS SELECT 1 AS one; GRANT SELECT ON public.zz_copy TO erun_tenant;"
            "CREATE TABLE public.atlas_schema_revisions (v int);"
            "CREATE VIEW public.zz_view AS SELECT v FROM public.atlas_schema_revisions WHERE v > 1",
        .expected = {}}});
}

TEST_CASE("whoever can reach a definer function runs it") {
  ReferenceDatabase database;
  check_situations(
      database, {"OBJ405"},
      {{.what = "through a group",
        .sql = "CREATE ROLE zz_group; GRANT zz_group TO erun_operations WITH INHERIT TRUE; SET LOCAL ROLE erun_owner;"
               "CREATE PROCEDURE public.zz_p(int, text) LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
               "GRANT EXECUTE ON PROCEDURE public.zz_p TO zz_group; RESET ROLE",
        .expected = {"OBJ405 function public.zz_p(integer, text)"}},
       {.what = "a trigger function, by writing",
        .sql = "ALTER FUNCTION public.erun_set_timestamps() SECURITY DEFINER",
        .expected = {"OBJ405 function public.erun_set_timestamps()"}},
       {.what = "a lookup that reads more than root tables",
        .sql =
            "CREATE OR REPLACE FUNCTION public.erun_tenant_id_by_issuer(wanted text) RETURNS uuid LANGUAGE sql STABLE"
            "  SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
            "  RETURN (SELECT tenant_id FROM public.user_external_ids WHERE issuer = wanted)",
        .expected = {"OBJ405 function public.erun_tenant_id_by_issuer(text)"}},
       {.what = "a lookup whose body is a text",
        .sql =
            "CREATE OR REPLACE FUNCTION public.erun_tenant_id_by_issuer(wanted text) RETURNS uuid LANGUAGE sql STABLE"
            "  SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
            "  AS 'SELECT tenant_id FROM public.tenant_issuers WHERE issuer = wanted'",
        .expected = {"OBJ405 function public.erun_tenant_id_by_issuer(text)"}},
       {.what = "nobody of the application",
        .sql = "SET LOCAL ROLE erun_owner;"
               "CREATE FUNCTION public.zz_f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; RESET ROLE",
        .expected = {}}});
}

TEST_CASE("a pinned search_path ends in pg_temp") {
  ReferenceDatabase database;
  const std::string make = "SET LOCAL ROLE erun_owner; CREATE FUNCTION public.zz_f() RETURNS int LANGUAGE sql";
  const std::string path_last =
      make + " SECURITY DEFINER SET search_path = public, \"pg_temp\" AS 'SELECT 1'; RESET ROLE";
  const std::string path_first = make + " SECURITY DEFINER SET search_path = pg_temp, public AS 'SELECT 1'; RESET ROLE";
  const std::string parsed = make + " SECURITY DEFINER RETURN 1; RESET ROLE";
  const std::string invoker = make + " AS 'SELECT 1'; RESET ROLE";
  check_situations(database, {"OBJ406"},
                   {{.what = "last", .sql = path_last, .expected = {}},
                    {.what = "first", .sql = path_first, .expected = {"OBJ406 function public.zz_f()"}},
                    {.what = "parsed", .sql = parsed, .expected = {"OBJ406 function public.zz_f() (medium)"}},
                    {.what = "invoker", .sql = invoker, .expected = {}}});
}

TEST_CASE("a child is as closed as its parent") {
  ReferenceDatabase database;
  const std::string child =
      "CREATE TABLE public.zz_2028 PARTITION OF public.usage_events FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')"
      " PARTITION BY RANGE (created_at); CREATE TABLE public.zz_2028_1 PARTITION OF public.zz_2028 DEFAULT;";
  const std::string below = child + "GRANT SELECT (quantity) ON public.zz_2028_1 TO erun_operations";
  const std::string closed = child +
                             "ALTER TABLE public.zz_2028_1 ENABLE ROW LEVEL SECURITY;"
                             "GRANT SELECT ON public.zz_2028_1 TO erun_tenant";
  check_situations(database, {"OBJ408"},
                   {{.what = "a partition of a partition", .sql = below, .expected = {"OBJ408 table public.zz_2028_1"}},
                    {.what = "with row security of its own", .sql = closed, .expected = {}},
                    {.what = "nobody is granted it", .sql = child, .expected = {}},
                    {.what = "a parent without policies",
                     .sql = "CREATE TABLE public.zz_parent (i int); CREATE TABLE public.zz_child ()"
                            " INHERITS (public.zz_parent); GRANT SELECT ON public.zz_child TO erun_tenant",
                     .expected = {}}});
}

TEST_CASE("what leads out of the database is told") {
  ReferenceDatabase database;
  check_situations(
      database, {"OBJ409", "OBJ410", "OBJ411", "OBJ412"},
      {{.what = "casts with a type of one's own",
        .sql =
            "CREATE TYPE public.zz_state AS ENUM ('a'); CREATE CAST (public.zz_state AS text) WITH INOUT AS ASSIGNMENT;"
            "CREATE CAST (text AS public.zz_state) WITH INOUT AS IMPLICIT",
        .expected = {"OBJ411 cast public.zz_state, text (low)", "OBJ411 cast text, public.zz_state"}},
       {.what = "an operator of one's own types",
        .sql = "CREATE TYPE public.zz_state AS ENUM ('a');"
               "CREATE FUNCTION public.zz_same(public.zz_state, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
               "CREATE OPERATOR public.= (LEFTARG = public.zz_state, RIGHTARG = text, FUNCTION = public.zz_same)",
        .expected = {}},
       {.what = "a schema, and everything",
        .sql = "CREATE PUBLICATION zz_schema FOR TABLES IN SCHEMA public; CREATE PUBLICATION zz_all FOR ALL TABLES",
        .expected = {"OBJ412 publication zz_all", "OBJ412 publication zz_schema"}},
       {.what = "what is no tenant's, and what is meant to go out",
        .sql =
            "CREATE SCHEMA zz_other; CREATE TABLE zz_other.t (i int); CREATE PUBLICATION zz_other FOR TABLE zz_other.t;"
            "CREATE PUBLICATION zz_replica FOR ALL TABLES",
        .expected = {},
        .settings = with_knob("OBJ412", "allowed_publications", {"zz_replica"})}});
}

TEST_CASE("the roles of the application own nothing") {
  ReferenceDatabase database;
  check_situations(
      database, {"OBJ417"},
      {{.what = "a schema, a function, a type, a sequence",
        .sql = "CREATE SCHEMA zz_lab AUTHORIZATION erun_tenant; GRANT CREATE ON SCHEMA public TO erun_api;"
               "CREATE FUNCTION public.zz_f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';"
               "ALTER FUNCTION public.zz_f OWNER TO erun_api;"
               "CREATE TYPE public.zz_state AS ENUM ('a'); ALTER TYPE public.zz_state OWNER TO erun_api;"
               "CREATE SEQUENCE public.\"Zz Sequence\"; ALTER SEQUENCE public.\"Zz Sequence\" OWNER TO erun_api",
        .expected = {"OBJ417 function public.zz_f(integer, text)", "OBJ417 schema zz_lab",
                     "OBJ417 sequence public.Zz Sequence", "OBJ417 type public.zz_state"}},
       {.what = "a temporary type",
        .sql = "SET LOCAL ROLE erun_owner; CREATE TYPE pg_temp.uuid AS ENUM ('a');"
               "RESET ROLE; ALTER TYPE pg_temp.uuid OWNER TO erun_operations",
        .expected = {"OBJ417 type pg_temp.uuid"}}});
}

}  // namespace
}  // namespace plumb::test
