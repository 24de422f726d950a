// SPDX-License-Identifier: Apache-2.0
#include "given_policies.hpp"

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;

namespace {

bool is_right(std::string body, std::string_view standard = "no", settings::Settings settings = {},
              std::string language = "sql") {
  GivenPolicies given;
  given.settings = std::move(settings);
  given.functions = {{"erun_current_tenant_id", "", std::move(language), std::move(body), std::string(standard)}};
  return given.judge("CTX103").findings.empty();
}

}  // namespace

TEST_CASE("spellings of the blueprint's body are right") {
  CHECK(is_right("RETURN (NULLIF(current_setting('erun.tenant_id'::text, true), ''::text))::uuid", "yes"));
  CHECK(is_right(
      "BEGIN ATOMIC\n SELECT (NULLIF(current_setting('erun.tenant_id'::text, true), ''::text))::uuid AS x;\nEND",
      "yes"));
  CHECK(is_right("SELECT NULLIF(current_setting('erun.tenant_id', true), '')::UUID"));
  CHECK(is_right(
      "\n  -- deny\n  select nullif( PG_CATALOG.current_setting('erun.tenant_id', TRUE),\n '')::pg_catalog.uuid ; \n"));
  CHECK(is_right("SELECT CAST(NULLIF(current_setting('erun.tenant_id', true), '') AS uuid) -- the end"));
}

TEST_CASE("every other body is not") {
  for (const char* body : {
           "SELECT current_setting('erun.tenant_id', true)::uuid",
           "SELECT NULLIF(current_setting('erun.tenant_id'), '')::uuid",
           "SELECT NULLIF(current_setting('erun.tenant_id', false), '')::uuid",
           "SELECT NULLIF(current_setting('erun.tenant', true), '')::uuid",
           "SELECT NULLIF(current_setting('erun.tenant_id', true), 'x')::uuid",
           "SELECT NULLIF(public.current_setting('erun.tenant_id', true), '')::uuid",
           "SELECT NULLIF(current_setting('erun.tenant_id', true), '')::public.uuid",
           "SELECT COALESCE(NULLIF(current_setting('erun.tenant_id', true), ''), "
           "'b5c0a8a4-0000-7000-8000-000000000001')::uuid",
           "SELECT NULLIF(current_setting('erun.tenant_id', true), '')::uuid FROM public.users LIMIT 1",
           "SELECT NULLIF(current_setting('erun.tenant_id', true), '')::uuid; SELECT NULL::uuid",
           "SELECT set_config('erun.tenant_id', 'x', false); SELECT NULLIF(current_setting('erun.tenant_id', true), "
           "'')::uuid",
           "SELECT NULLIF(current_setting('erun.tenant_id', true), '')::uuid WHERE false",
           "",
           "SELECT",
       }) {
    INFO(body);
    CHECK_FALSE(is_right(body));
  }
  CHECK_FALSE(is_right("SELECT NULLIF(current_setting('erun.tenant_id', true), '')::uuid", "no", {}, "plpgsql"));
}

TEST_CASE("plumb.yaml decides the setting and the type, and may name further bodies") {
  settings::Settings settings;
  settings.tenant.setting = "app.org";
  settings.tenant.type = "text";
  CHECK(is_right("SELECT NULLIF(current_setting('app.org', true), '')", "no", settings));
  CHECK_FALSE(is_right("SELECT NULLIF(current_setting('erun.tenant_id', true), '')::uuid", "no", settings));
  settings.rules["CTX103"].knobs["bodies"] = {"current_setting('app.org')", "BEGIN RETURN 1; END"};
  CHECK(is_right("SELECT  current_setting( 'app.org' )", "no", settings));
  CHECK(is_right(" BEGIN RETURN 1; END ", "no", settings, "plpgsql"));
  CHECK_FALSE(is_right("BEGIN RETURN 2; END", "no", settings, "plpgsql"));
}

TEST_CASE("the finding shows both bodies, and its fix gives the blueprint's") {
  GivenPolicies given;
  given.functions = {{"erun_current_tenant_id", "", "sql", "SELECT NULL::uuid", "no"},
                     {"other", "", "sql", "SELECT 1", "no"}};
  const contract::Judgement judgement = given.judge("CTX103");
  REQUIRE(judgement.findings.size() == 1);
  CHECK(judgement.findings[0].actual == "SELECT NULL::uuid");
  CHECK(judgement.findings[0].fix ==
        "CREATE OR REPLACE FUNCTION public.erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE\n"
        "RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '')::pg_catalog.uuid;");
}
