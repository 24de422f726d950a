// SPDX-License-Identifier: Apache-2.0
// CTX112: what the context function answers, whatever its body looks like.
#include <support/catch.hpp>

#include "reference_database.hpp"

namespace plumb::test {
namespace {

using contract::Rules;

// "is empty: the error …" for each answer that is not as it has to be.
std::vector<std::string> answers(ReferenceDatabase& database) {
  std::vector<std::string> out;
  for (const finding::Finding& finding : database.judge(Rules::builtin()).findings) {
    if (finding.code != "CTX112") continue;
    CHECK(finding.object.text() == "function public.erun_current_tenant_id()");
    CHECK(finding.active);
    out.push_back(finding.message.substr(finding.message.find("erun.tenant_id ") + 15) + ": " + finding.actual);
  }
  return out;
}

std::vector<std::string> answers_of(const std::string& body) {
  ReferenceDatabase database;
  database.begin();
  database.run("CREATE OR REPLACE FUNCTION public.erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE AS $$" +
               body + "$$");
  std::vector<std::string> out = answers(database);
  database.rollback();
  return out;
}

using Answers = std::vector<std::string>;

TEST_CASE("a context function is judged by what it answers") {
  // What is right, in other words.
  CHECK(answers_of("SELECT CASE WHEN current_setting('erun.tenant_id', true) <> '' "
                   "THEN current_setting('erun.tenant_id', true)::uuid END") == Answers{});
  // It refuses instead of denying. What was never set cannot be seen here: the session has set it before.
  const Answers refuses = answers_of("SELECT current_setting('erun.tenant_id', true)::uuid");
  REQUIRE(refuses.size() >= 2);
  CHECK(refuses.back() ==
        "is not set, after transactions that set it: the error \"invalid input syntax for type uuid: \"\"\" (22P02)");
  // One tenant for all.
  const Answers constant = answers_of("SELECT 'bbbbbbbb-0000-7000-8000-000000000000'::uuid");
  CHECK(constant.size() == 6);
  CHECK(constant.back() == "is not set, after transactions that set it: bbbbbbbb-0000-7000-8000-000000000000");
  // Nobody sees anything.
  CHECK(answers_of("SELECT NULL::uuid") ==
        Answers{"is a tenant: NULL", "is a tenant in capitals: NULL", "is no tenant: NULL"});
  // What is no tenant is one.
  CHECK(answers_of("SELECT CASE WHEN current_setting('erun.tenant_id', true) LIKE '%-%-%-%-%' "
                   "THEN current_setting('erun.tenant_id', true)::uuid "
                   "WHEN current_setting('erun.tenant_id', true) <> '' THEN uuidv7() END")
            .size() == 1);
  // It writes.
  CHECK(answers_of("SELECT set_config('erun.tenant_id', '', true)::uuid").size() >= 2);
}

}  // namespace
}  // namespace plumb::test
