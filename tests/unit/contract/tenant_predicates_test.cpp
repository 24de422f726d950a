// SPDX-License-Identifier: Apache-2.0
#include "given_policies.hpp"

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;

namespace {

const std::string k_fn = "public.erun_current_tenant_id()";
const std::string k_match = "(tenant_id = " + k_fn + ")";

GivenPolicies given(std::vector<GivenPolicy> policies) {
  GivenPolicies out;
  out.policies = std::move(policies);
  return out;
}

}  // namespace

TEST_CASE("policies that come to the tenant's match are no finding, narrower ones neither") {
  const GivenPolicies kept = given({
      {.name = "match", .using_ = k_match, .with_check = k_match},
      {.name = "narrow", .using_ = "(" + k_match + " AND (state = 'OPEN'::text))"},
      {.name = "reads", .command = "SELECT", .using_ = k_match},
      {.name = "operations", .roles = R"(["erun_operations"])", .using_ = "true", .with_check = "true"},
  });
  for (const char* code : {"RLS012", "RLS013", "RLS025"}) CHECK(kept.told(code) == "");
}

TEST_CASE("the policy that opens the table is told, with the commands, and not those beside it") {
  const GivenPolicies open = given({
      {.name = "debug", .command = "SELECT", .using_ = "(tenant_id IS NOT NULL)"},
      {.name = "match", .using_ = k_match, .with_check = k_match},
      {.name = "moves", .command = "UPDATE", .using_ = "true", .with_check = k_match},
  });
  CHECK(open.told("RLS012") ==
        "users.debug critical: SELECT: a row of another tenant is let through\n"
        "users.moves critical: UPDATE: a row of another tenant is let through\n");
  CHECK(open.told("RLS025") == "users.moves critical: UPDATE: a row of another tenant is let through\n");
  CHECK(open.told("RLS013") == "");
}

TEST_CASE("one policy for all commands is one finding") {
  const GivenPolicies open = given({{.using_ = "((tenant_id <> " + k_fn + ") IS NOT TRUE)", .with_check = k_match}});
  CHECK(open.told("RLS012") ==
        "users.p critical: SELECT, UPDATE, DELETE: a row of any tenant is let through where no tenant is set\n");
  CHECK(open.told("RLS025") ==
        "users.p critical: UPDATE, DELETE: a row of any tenant is let through where no tenant is set\n");
}

TEST_CASE("what is written is judged by WITH CHECK, and by USING where there is none") {
  CHECK(given({{.using_ = k_match, .with_check = "true"}}).told("RLS013") ==
        "users.p critical: INSERT, UPDATE: a row of another tenant is let through\n");
  CHECK(given({{.using_ = "true"}}).told("RLS013") ==
        "users.p critical: INSERT, UPDATE: a row of another tenant is let through\n");
  CHECK(given({{.using_ = "true", .with_check = k_match}}).told("RLS013") == "");
  CHECK(given({{.command = "SELECT", .using_ = "true"}, {.name = "q", .command = "DELETE", .using_ = "true"}})
            .told("RLS013") == "");
  CHECK(given({{.command = "INSERT", .with_check = "(tenant_id IS NOT NULL)"}}).told("RLS013") ==
        "users.p critical: INSERT: a row of another tenant is let through\n");
  // It refuses every row.
  CHECK(given({{.command = "INSERT"}}).told("RLS013") == "");
}

TEST_CASE("a policy for SELECT does not help one for UPDATE or DELETE") {
  const GivenPolicies trap = given({{.name = "reads", .command = "SELECT", .using_ = k_match},
                                    {.name = "takes", .command = "DELETE", .using_ = "true"}});
  CHECK(trap.told("RLS025") == "users.takes critical: DELETE: a row of another tenant is let through\n");
}

TEST_CASE("restrictive policies count with each permissive one, for their commands only") {
  GivenPolicies guarded = given({{.name = "guard", .permissive = "no", .using_ = k_match, .with_check = k_match},
                                 {.name = "open", .using_ = "true", .with_check = "true"}});
  for (const char* code : {"RLS012", "RLS013", "RLS025"}) CHECK(guarded.told(code) == "");
  guarded.policies[0].command = "SELECT";
  CHECK(guarded.told("RLS012") == "users.open critical: UPDATE, DELETE: a row of another tenant is let through\n");
  CHECK(guarded.told("RLS013") == "users.open critical: INSERT, UPDATE: a row of another tenant is let through\n");
  guarded.policies[0].roles = R"(["erun_operations"])";
  guarded.policies[0].command = "ALL";
  CHECK(guarded.told("RLS012") ==
        "users.open critical: SELECT, UPDATE, DELETE: a row of another tenant is let through\n");
}

TEST_CASE("what is not proved is high, with what opens it") {
  const GivenPolicies given_or =
      given({{.using_ = "(" + k_match + " OR (current_setting('app.support'::text, true) = 'on'::text))",
              .with_check = k_match}});
  CHECK(given_or.told("RLS012") ==
        "users.p high: SELECT, UPDATE, DELETE: not proved: a row of another tenant is let through if "
        "(current_setting('app.support'::text, true) = 'on'::text) is true\n");
  const GivenPolicies unreadable = given({{.using_ = "tenant_id =", .with_check = k_match}});
  CHECK(unreadable.told("RLS012").starts_with("users.p high: SELECT, UPDATE, DELETE: not proved: tenant_id = cannot"));
}

TEST_CASE("policies that reach the tenant role by PUBLIC or by another role count, and the fix takes them away") {
  GivenPolicies shared = given({{.roles = R"(["erun_operations"])", .using_ = "true", .with_check = "true"}});
  CHECK(shared.told("RLS012") == "");
  shared.reach = {{"erun_tenant", "erun_operations", "no"}};
  CHECK(shared.told("RLS012") == "");
  shared.reach = {{"erun_tenant", "erun_operations", "yes"}};
  const contract::Judgement inherited = shared.judge("RLS012");
  REQUIRE(inherited.findings.size() == 1);
  CHECK(inherited.findings[0].fix == "REVOKE erun_operations FROM erun_tenant;");
  shared.reach.clear();
  shared.policies[0].roles = R"(["erun_operations","erun_tenant"])";
  CHECK(shared.judge("RLS012").findings.at(0).fix == "ALTER POLICY p ON public.users TO erun_operations;");
  shared.policies[0].roles = R"(["PUBLIC"])";
  CHECK(shared.judge("RLS012").findings.at(0).fix ==
        "ALTER POLICY p ON public.users USING (tenant_id = public.erun_current_tenant_id()) WITH CHECK (tenant_id = "
        "public.erun_current_tenant_id());");
}

TEST_CASE("every table with the same policies is told, whatever their names") {
  GivenPolicies many;
  many.tables = {"a", "b", "c"};
  for (const std::string& table : many.tables) {
    many.policies.push_back({.table = table, .name = table + "_p", .using_ = "true", .with_check = k_match});
  }
  many.policies[1].using_ = k_match;
  CHECK(many.told("RLS012") ==
        "a.a_p critical: SELECT, UPDATE, DELETE: a row of another tenant is let through\n"
        "c.c_p critical: SELECT, UPDATE, DELETE: a row of another tenant is let through\n");
}

TEST_CASE("a cast that somebody made between the server's types is not trusted") {
  GivenPolicies texts = given({{.using_ = "((tenant_id)::text = (" + k_fn + ")::text)", .with_check = k_match}});
  CHECK(texts.told("RLS012") == "");
  texts.casts = {{"uuid", "myschema.code", "yes", "no"}};
  CHECK(texts.told("RLS012") == "");
  texts.casts.push_back({"uuid", "text", "yes", "yes"});
  CHECK(texts.told("RLS012").starts_with("users.p high: SELECT, UPDATE, DELETE: not proved"));
  // Not even where it stands in something else that the prover does not read.
  GivenPolicies twice =
      given({{.using_ = "((tenant_id = ((a)::text || b)::uuid) AND (((a)::text || b)::uuid = " + k_fn + "))",
              .with_check = k_match}});
  CHECK(twice.told("RLS012") == "");
  twice.casts = {{"uuid", "text", "yes", "yes"}};
  CHECK(twice.told("RLS012").starts_with("users.p high"));
}

TEST_CASE("an equality that somebody made between the server's types is not trusted") {
  GivenPolicies same =
      given({{.using_ = "((tenant_id IS NOT DISTINCT FROM " + k_fn + ") AND (" + k_fn + " IS NOT NULL))",
              .with_check = k_match}});
  CHECK(same.told("RLS012") == "");
  same.operators = {{"=", "uuid, myschema.code", "no"}, {"~", "uuid, text", "yes"}};
  CHECK(same.told("RLS012") == "");
  same.operators.push_back({"=", "uuid, text", "yes"});
  CHECK(same.told("RLS012").starts_with("users.p high: SELECT, UPDATE, DELETE: not proved"));
}

TEST_CASE("two calls are one value only if the function is stable") {
  GivenPolicies twice =
      given({{.using_ = "((tenant_id = public.mine()) AND (public.mine() = " + k_fn + "))", .with_check = k_match}});
  CHECK(twice.told("RLS012").starts_with("users.p high"));  // nothing is known of it
  twice.calls = {{"users", "p", "public.mine()", "stable"}};
  CHECK(twice.told("RLS012") == "");
  twice.calls = {{"users", "p", "public.mine()", "volatile"}};
  CHECK(twice.told("RLS012").starts_with("users.p high"));
  // One of that name is enough to doubt.
  twice.calls = {{"users", "p", "public.mine()", "stable"}, {"users", "p", "public.mine(integer)", "volatile"}};
  CHECK(twice.told("RLS012").starts_with("users.p high"));
  GivenPolicies own = given(
      {{.using_ = "((tenant_id = gen_random_uuid()) AND (gen_random_uuid() = " + k_fn + "))", .with_check = k_match}});
  own.calls = {{"users", "p", "gen_random_uuid()", "volatile"}};
  CHECK(own.told("RLS012").starts_with("users.p high"));
}

TEST_CASE("a cast to a type of somebody's own runs a function that nobody knows") {
  const GivenPolicies odd = given(
      {{.using_ = "((tenant_id = (a)::public.code) AND ((a)::public.code = " + k_fn + "))", .with_check = k_match}});
  CHECK(odd.told("RLS012").starts_with("users.p high"));
}

TEST_CASE("without a kind that proofs need nothing is said") {
  GivenPolicies blind = given({{.using_ = k_match, .with_check = k_match}});
  blind.casts_were_read = false;
  CHECK(blind.told("RLS012").starts_with("skipped: could not run: kind cast was not read"));
}

TEST_CASE("the context function may be in any of the schemas, and is called what plumb.yaml says") {
  GivenPolicies other = given({{.using_ = "(tenant_id = app.who())", .with_check = "(tenant_id = app.who())"}});
  CHECK(other.told("RLS012").starts_with("users.p high"));
  other.settings.tenant.function = "who";
  other.settings.schemas = {"app", "public"};
  CHECK(other.told("RLS012") == "");
}
