// SPDX-License-Identifier: Apache-2.0
// The order of the steps of many differences. That they can be run in it is shown on real servers by
// tests/integration/drift/sensitivity/missing.txt.
#include <support/catch.hpp>

#include <list>

#include "fix_of.hpp"

using namespace plumb;
using namespace plumb::diff;
using namespace plumb::test;

namespace {

// Steps of objects of their own, which the catalogs here hold.
class Steps {
 public:
  void add(std::string_view kind, const Values& identity, Phase phase, std::string text, bool drops = false) {
    m_catalogs.push_back(make_object(kind, identity));
    m_steps.push_back({.phase = phase,
                       .object = (*m_catalogs.back().section(kind))[0],
                       .drops = drops,
                       .text = std::move(text),
                       .needs = ""});
  }

  [[nodiscard]] std::string in_order() const {
    std::string text;
    for (const std::size_t index : runnable_order(m_steps)) text += m_steps[index].text + "\n";
    return text;
  }

 private:
  std::list<catalog::Catalog> m_catalogs;
  std::vector<Step> m_steps;
};

const Values k_table = {{"schema", "s"}, {"name", "t"}};
const Values k_function = {{"schema", "s"}, {"name", "f"}, {"signature", "s.t"}};

}  // namespace

TEST_CASE("the phases decide where nothing is known, what needs another comes after it where it is") {
  Steps steps;
  steps.add("function", k_function, Phase::function, "CREATE FUNCTION s.f(s.t);");
  steps.add("table", k_table, Phase::table, "CREATE TABLE s.t ();");
  steps.add("schema", {{"name", "s"}}, Phase::schema, "CREATE SCHEMA s;");
  steps.add("function", {{"schema", "s"}, {"name", "g"}, {"signature", ""}}, Phase::function, "CREATE FUNCTION s.g();");
  CHECK(steps.in_order() ==
        "CREATE SCHEMA s;\nCREATE FUNCTION s.g();\nCREATE TABLE s.t ();\nCREATE FUNCTION s.f(s.t);\n");
}

TEST_CASE("names are known in quotes and in literals") {
  Steps steps;
  steps.add("view", {{"schema", "s"}, {"name", "v"}}, Phase::view,
            "CREATE VIEW s.v AS SELECT 'it''s', \"S.x\".\"a\"\"b\";");
  steps.add("table", {{"schema", "S.x"}, {"name", "a\"b"}}, Phase::event_trigger,
            "CREATE TABLE x (i int DEFAULT nextval('\"odd s\".q'::regclass));");
  steps.add("sequence", {{"schema", "odd s"}, {"name", "q"}}, Phase::event_trigger, "CREATE SEQUENCE q;");
  CHECK(steps.in_order().starts_with("CREATE SEQUENCE q;\nCREATE TABLE x"));
}

TEST_CASE("two that need each other come by their phases") {
  Steps steps;
  steps.add("table", k_table, Phase::table, "CREATE TABLE s.t (i int DEFAULT s.f(NULL));");
  steps.add("function", k_function, Phase::function, "CREATE FUNCTION s.f(s.t);");
  CHECK(steps.in_order() == "CREATE FUNCTION s.f(s.t);\nCREATE TABLE s.t (i int DEFAULT s.f(NULL));\n");
}

TEST_CASE("what is dropped goes last, and backwards") {
  Steps steps;
  steps.add("schema", {{"name", "old"}}, Phase::schema, "DROP SCHEMA old;", true);
  steps.add("view", {{"schema", "s"}, {"name", "v"}}, Phase::view, "DROP VIEW s.v;", true);
  steps.add("table", k_table, Phase::table, "CREATE TABLE s.t ();");
  CHECK(steps.in_order() == "CREATE TABLE s.t ();\nDROP VIEW s.v;\nDROP SCHEMA old;\n");
}

TEST_CASE("no line of a comment is without its dashes") {
  const Values table = {{"schema", "s"}, {"name", "x\n; DROP TABLE users; --\r; DROP TABLE users; --"}};
  const catalog::Catalog live = make_object("table", table);
  const std::string text = fix(
      {.change = Change::unexpected, .desired = {}, .live = (*live.section("table"))[0], .attributes = {}, .below = {}},
      {});
  CHECK(text == "-- DROP TABLE s.\"x\n-- ; DROP TABLE users; --\r-- ; DROP TABLE users; --\";  -- would destroy data");
}
