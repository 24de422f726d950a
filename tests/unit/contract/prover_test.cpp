// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/prover.hpp>

#include <support/catch.hpp>

using namespace plumb::contract;

namespace {

ProverOptions options() {
  ProverOptions out;
  out.tenant_column = "tenant_id";
  out.context_function = "public.erun_current_tenant_id";
  out.setting = "erun.tenant_id";
  out.is_steady = [](std::string_view name) { return name != "random"; };
  return out;
}

const std::string k_fn = "public.erun_current_tenant_id()";
const std::string k_match = "(tenant_id = " + k_fn + ")";
const std::string k_inlined = "(NULLIF(current_setting('erun.tenant_id'::text, true), ''::text))::uuid";

Proof prove(const std::string& text) {
  return prove({.permissive = {text}, .restrictive = {}}, options());
}

void check_all(Verdict verdict, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const Proof proof = prove(text);
    INFO(text);
    INFO(proof.counter_example);
    for (const std::string& opened : proof.opened_by) UNSCOPED_INFO(opened);
    CHECK(static_cast<int>(proof.verdict) == static_cast<int>(verdict));
  }
}

}  // namespace

TEST_CASE("spellings of the tenant match are proved") {
  check_all(Verdict::proved, {
                                 k_match,
                                 "(" + k_fn + " = tenant_id)",
                                 "(users.tenant_id = " + k_fn + ")",
                                 "(tenant_id = ( SELECT " + k_fn + " AS erun_current_tenant_id))",
                                 "(NOT (tenant_id <> " + k_fn + "))",
                                 "((tenant_id IS NOT DISTINCT FROM " + k_fn + ") AND (" + k_fn + " IS NOT NULL))",
                                 "(tenant_id = " + k_inlined + ")",
                                 "(tenant_id = (current_setting('erun.tenant_id'::text))::uuid)",
                                 "(tenant_id = (current_setting('erun.tenant_id'::text, true))::uuid)",
                                 "((tenant_id)::text = current_setting('erun.tenant_id'::text, true))",
                                 "((tenant_id)::text = (" + k_fn + ")::text)",
                                 "(tenant_id = ANY (ARRAY[" + k_fn + "]))",
                                 "(" + k_match + " IS TRUE)",
                                 "(" + k_match + " = true)",
                                 "COALESCE(" + k_match + ", false)",
                                 "CASE WHEN " + k_match + " THEN true ELSE false END",
                                 "CASE tenant_id WHEN " + k_fn + " THEN true ELSE NULL::boolean END",
                             });
}

TEST_CASE("what narrows the match is proved, and is not exact") {
  const std::vector<std::string> texts = {
      "(" + k_match + " AND (deleted_at IS NULL))",
      "((owner = " + k_fn + ") AND (tenant_id = owner))",
      "(" + k_match + " AND (EXISTS ( SELECT 1 FROM public.members m WHERE (m.user_id = users.user_id))))",
      "(" + k_match + " AND (random() < 0.5))",
      "((tenant_id = COALESCE(NULL::uuid, owner)) AND (owner = " + k_fn + "))",
  };
  check_all(Verdict::proved, texts);
  for (const std::string& text : texts) CHECK_FALSE(prove(text).exact);
  CHECK(prove(k_match).exact);
  CHECK(prove("((" + k_match + " AND (v = 1)) OR (" + k_match + " AND (v <> 1)))").verdict == Verdict::proved);
}

TEST_CASE("holes are refuted, with a row that comes through") {
  check_all(Verdict::refuted,
            {
                "true",
                "(1 = 1)",
                "('a'::text = 'a'::text)",
                "(NOT false)",
                "(tenant_id IS NOT NULL)",
                "(tenant_id = tenant_id)",
                "(tenant_id = COALESCE(" + k_fn + ", tenant_id))",
                "(tenant_id IS NOT DISTINCT FROM " + k_fn + ")",
                "((tenant_id <> " + k_fn + ") IS NOT TRUE)",
                "(" + k_match + " IS NOT FALSE)",
                "(" + k_match + " OR (" + k_fn + " IS NULL))",
                "(" + k_match + " OR (current_setting('erun.tenant_id'::text, true) = ''::text))",
                "(" + k_match + " OR (NULLIF(current_setting('erun.tenant_id'::text, true), ''::text) IS NULL))",
                "COALESCE(" + k_match + ", true)",
                "CASE WHEN (" + k_fn + " IS NULL) THEN true ELSE " + k_match + " END",
                "(tenant_id <> " + k_fn + ")",
                "(tenant_id = ANY (ARRAY[" + k_fn + ", tenant_id]))",
                "(tenant_id <> ALL (ARRAY[NULLIF(tenant_id, tenant_id)])) IS NULL",
                "(" + k_match + " OR ((v = 1) IS NOT NULL) OR ((v = 1) IS NULL))",
                "(" + k_fn + " = " + k_fn + ")",
            });
  CHECK(prove("true").counter_example == "a row of another tenant is let through");
  CHECK(prove("(" + k_match + " OR (" + k_fn + " IS NULL))").counter_example ==
        "a row of any tenant is let through where no tenant is set");
  CHECK(prove("((tenant_id IS NULL) OR " + k_match + ")").counter_example == "a row without tenant is let through");
}

TEST_CASE("what depends on something else is unproven, and it is named") {
  const std::vector<std::string> texts = {
      "(" + k_match + " OR (current_setting('erun.is_operations'::text, true) = 'on'::text))",
      "(" + k_match + " OR pg_has_role(SESSION_USER, 'erun_operations'::name, 'MEMBER'::text))",
      "((tenant_id)::text ~~ ((" + k_fn + ")::text || '%'::text))",
      "(owner = " + k_fn + ")",
      "(" + k_match + " OR (EXISTS ( SELECT 1 FROM public.shares s WHERE (s.row_id = users.user_id))))",
      "(tenant_id IN ( SELECT m.tenant_id FROM public.members m))",
      "(tenant_id = COALESCE(" + k_fn + ", owner))",
      "(" + k_match + " OR is_public)",
      "public.my_tenant(tenant_id)",
      "(tenant_id = public.other_tenant())",
      "(tenant_id OPERATOR(public.=) " + k_fn + ")",
      "(tenant_id = ( SELECT max(" + k_fn + ") AS max))",
      "(tenant_id = ANY (ARRAY[" + k_fn + ", 'b5c0a8a4-0000-7000-8000-000000000001'::uuid]))",
      // A text that spells the tenant in another way is not the same text.
      "((v)::uuid = tenant_id) AND (v <> (tenant_id)::text)",
      // Not steady: two calls may differ.
      "((random() < 0.5) AND (NOT (random() < 0.5)))",
  };
  check_all(Verdict::unproven, texts);
  for (const std::string& text : texts) {
    INFO(text);
    CHECK_FALSE(prove(text).opened_by.empty());
  }
  CHECK(prove(texts[0]).opened_by ==
        std::vector<std::string>{"(current_setting('erun.is_operations'::text, true) = 'on'::text) is true"});
}

TEST_CASE("what looks like a contradiction and is none is not proved") {
  check_all(
      Verdict::unproven,
      {
          // Equal numbers, and texts that are not.
          "(" + k_match + " OR ('1'::text <> '01'::text))",
          // Two bit strings.
          "(" + k_match + " OR ((flags = B'1'::\"bit\") AND (flags <> B'0'::\"bit\")))",
          // A value that is not equal to itself.
          "(" + k_match + " OR (NOT ('(NaN,0),(0,0)'::box = '(NaN,0),(0,0)'::box)))",
          // Both tenants are in one array.
          "((" + k_fn + " = ANY (ARRAY[members])) AND (tenant_id = ANY (ARRAY[members])))",
          "((" + k_fn +
              " = ANY (ARRAY[COALESCE(members, friends)])) AND "
              "(tenant_id = ANY (ARRAY[COALESCE(members, friends)])))",
          // An array may be empty, and then all of it is so even of NULL.
          "(" + k_match + " OR ((" + k_fn + " <> ALL (ARRAY[members])) AND (" + k_fn + " IS NULL)))",
          // 1.0 and 1.00 are one number and two texts.
          "(((tenant_id)::text = (amount)::text) AND (amount = " + k_fn + "))",
          // A sample, or a view with what it calls, is another one each time.
          "(" + k_match + " OR ((EXISTS ( SELECT 1 FROM public.v)) AND (NOT (EXISTS ( SELECT 1 FROM public.v)))))",
          // No row at all, and so NULL.
          "(" + k_match + " OR (( SELECT (unnest(members) IS NULL)) IS NULL))",
          "(tenant_id = ( SELECT public.many_tenants() AS many_tenants))",
      });
  CHECK(prove("((owner = " + k_fn + ") AND (tenant_id = ANY (ARRAY[owner, " + k_fn + "])))").verdict ==
        Verdict::proved);
}

TEST_CASE("an error lets nothing through, so that a row behind one is no counter-example") {
  const std::string cast = "(current_setting('erun.tenant_id'::text))::uuid";
  check_all(Verdict::unproven, {
                                   // Not set: the one raises an error; empty or no UUID: the cast does.
                                   "(" + k_match + " OR (" + cast + " IS NULL))",
                                   "((" + cast + " = " + k_fn + ") IS NOT TRUE)",
                               });
  CHECK(prove("(" + k_match + " OR (" + cast + " IS NULL))").opened_by ==
        std::vector<std::string>{"no error is raised for what the setting holds"});
  check_all(Verdict::refuted,
            {
                "(" + k_match + " OR ((current_setting('erun.tenant_id'::text, true))::uuid IS NULL))",
                "(" + k_match + " OR ((tenant_id = " + cast + ") IS NOT TRUE))",
            });
}

TEST_CASE("an equality that somebody made is not taken for the server's where it is not printed which one is meant") {
  ProverOptions suspicious = options();
  suspicious.operators_trusted = false;
  const auto verdict = [&](const std::string& text) {
    return prove({.permissive = {text}, .restrictive = {}}, suspicious).verdict;
  };
  CHECK(verdict(k_match) == Verdict::proved);
  CHECK(verdict("((tenant_id IS NOT DISTINCT FROM " + k_fn + ") AND (" + k_fn + " IS NOT NULL))") == Verdict::unproven);
  CHECK(verdict("CASE tenant_id WHEN " + k_fn + " THEN true ELSE NULL::boolean END") == Verdict::unproven);
  CHECK(verdict("(tenant_id = NULLIF(" + k_fn + ", NULL::uuid))") == Verdict::unproven);
}

TEST_CASE("tenants that are texts have a text for what casts take for one") {
  ProverOptions texts = options();
  texts.tenant_type = "text";
  const auto verdict = [&](const std::string& text) {
    return prove({.permissive = {text}, .restrictive = {}}, texts).verdict;
  };
  const std::string setting = "current_setting('erun.tenant_id'::text, true)";
  CHECK(verdict(k_match) == Verdict::proved);
  CHECK(verdict("(tenant_id = NULLIF(" + setting + ", ''::text))") == Verdict::proved);
  // Two spellings of one UUID are two tenants.
  CHECK(verdict("((tenant_id)::uuid = (" + k_fn + ")::uuid)") == Verdict::unproven);
  // A row of the tenant '' where the setting was reset.
  CHECK(verdict("(tenant_id = " + setting + ")") == Verdict::refuted);
  CHECK(prove({.permissive = {"(tenant_id = " + setting + ")"}, .restrictive = {}}, texts).counter_example ==
        "a row whose tenant is the empty text is let through where no tenant is set");
  // The collation of the column may be one to which both are the same.
  CHECK(verdict("((label = tenant_id) AND (label = " + k_fn + "))") == Verdict::unproven);
}

TEST_CASE("what lets nothing through is denied") {
  check_all(Verdict::denied, {"false", "NULL::boolean", "(tenant_id = NULL::uuid)", "(" + k_match + " AND false)",
                              "((tenant_id <> " + k_fn + ") AND " + k_match + ")"});
  CHECK(prove({.permissive = {}, .restrictive = {"true"}}, options()).verdict == Verdict::denied);
}

TEST_CASE("any of the permissive and all of the restrictive policies") {
  CHECK(prove({.permissive = {k_match, "true"}, .restrictive = {}}, options()).verdict == Verdict::refuted);
  CHECK(prove({.permissive = {k_match, "true"}, .restrictive = {k_match}}, options()).verdict == Verdict::proved);
  CHECK(prove({.permissive = {k_match}, .restrictive = {"true"}}, options()).verdict == Verdict::proved);
  CHECK(prove({.permissive = {k_match, "is_public"}, .restrictive = {"(NOT is_public)"}}, options()).verdict ==
        Verdict::proved);
}

TEST_CASE("what cannot be read is never proved") {
  for (const char* text : {"", "(", "tenant_id = ", "a, b", "1; SELECT 2", "x FROM y", "tenant_id WHERE true"}) {
    const Proof proof = prove(text);
    CAPTURE(text);
    CHECK(proof.verdict == Verdict::unproven);
    CHECK(proof.opened_by.size() == 1);
  }
  CHECK(prove(std::string(100'000, '(') + "true" + std::string(100'000, ')')).verdict == Verdict::unproven);
}

TEST_CASE("too many parts that are not understood") {
  std::string text = k_match;
  for (int i = 0; i < 12; ++i) text = "(" + text + " OR (a" + std::to_string(i) + " > 0))";
  const Proof proof = prove(text);
  CHECK(proof.verdict == Verdict::unproven);
  CHECK(proof.opened_by == std::vector<std::string>{"it has too many parts that are not understood"});
}

TEST_CASE("a cast that somebody replaced is not believed") {
  ProverOptions suspicious = options();
  suspicious.casts_trusted = false;
  CHECK(prove({.permissive = {"(tenant_id = " + k_inlined + ")"}, .restrictive = {}}, suspicious).verdict ==
        Verdict::unproven);
  CHECK(prove({.permissive = {k_match}, .restrictive = {}}, suspicious).verdict == Verdict::proved);
}
