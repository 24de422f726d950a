// SPDX-License-Identifier: Apache-2.0
#include "../../../src/workflow/drift_declared.hpp"

#include <support/catch.hpp>

#include <fmt/format.h>

namespace plumb::workflow {
namespace {

using finding::Finding;

std::vector<desired::Script> given(const std::vector<std::string>& texts) {
  std::vector<desired::Script> out;
  for (const std::string& text : texts) {
    out.push_back(
        {.name = fmt::format("{}.sql", out.size() + 1), .text = text, .statements = sql::scan(text).statements});
  }
  return out;
}

Finding about(finding::ObjectName object, const std::vector<std::string>& attributes = {}) {
  Finding finding;
  finding.object = std::move(object);
  for (const std::string& name : attributes)
    finding.attributes.push_back({.name = name, .expected = "a", .actual = "b"});
  return finding;
}

Finding table(const std::string& name, const std::vector<std::string>& attributes = {}) {
  return about({.kind = "table", .schema = "public", .name = name}, attributes);
}

std::string place(const std::vector<std::string>& texts, const Finding& finding, const std::string& path = "",
                  const std::vector<std::string>& about = {}) {
  const auto scripts = given(texts);
  const auto found = Declarations(scripts, path).find(finding, about);
  return found ? fmt::format("{}:{}", found->file, found->line) : "";
}

TEST_CASE("the last statement that says what the finding is about") {
  const std::vector<std::string> texts = {
      "-- first\n\nCREATE TABLE users (\n  id int,\n  email text\n);\n",
      "ALTER TABLE users ENABLE ROW LEVEL SECURITY;\nALTER TABLE users FORCE ROW LEVEL SECURITY;\n"
      "ALTER TABLE public.users ADD COLUMN extra int;\nGRANT SELECT ON users TO app;\nCOMMENT ON TABLE users IS "
      "'x';\n"};
  CHECK(place(texts, table("users")) == "1.sql:3");
  CHECK(place(texts, table("users", {"row_security"})) == "2.sql:2");
  CHECK(place(texts, table("users", {"acl"})) == "2.sql:4");
  CHECK(place(texts, table("users", {"comment"})) == "2.sql:5");
  CHECK(place(texts, table("users", {"owner"})) == "1.sql:3");
  CHECK(place(texts, about({.kind = "column", .schema = "public", .parent = "users", .name = "email"})) == "1.sql:5");
  CHECK(place(texts, about({.kind = "column", .schema = "public", .parent = "users", .name = "extra"})) == "2.sql:3");
  CHECK(place(texts, table("other")).empty());
}

TEST_CASE("a breach is where the facts are said that its rule judges") {
  const std::vector<std::string> texts = {
      "CREATE TABLE users (id int);\nALTER TABLE users FORCE ROW LEVEL SECURITY;\n",
      "GRANT SELECT ON users TO app;\nALTER TABLE users OWNER TO app;\nALTER TABLE users NO FORCE ROW LEVEL SECURITY;\n"
      "COMMENT ON TABLE users IS 'x';\n"};
  CHECK(place(texts, table("users"), "", {"table.force_row_security"}) == "2.sql:3");
  CHECK(place(texts, table("users"), "", {"policy", "table.acl"}) == "2.sql:1");
  CHECK(place(texts, table("users"), "", {"table.acl", "table.owner"}) == "2.sql:2");
  // Of another kind of object: then it is what makes the table.
  CHECK(place(texts, table("users"), "", {"column.acl", "role.superuser"}) == "1.sql:1");
}

TEST_CASE("names are looked for where the URL's search_path puts them") {
  const std::vector<std::string> texts = {"CREATE TABLE t (i int);"};
  CHECK(place(texts, table("t"), "app").empty());
  CHECK(place(texts, about({.kind = "table", .schema = "app", .name = "t"}), "app") == "1.sql:1");
}

TEST_CASE("no place rather than a wrong one") {
  SECTION("removed later on") {
    CHECK(place({"CREATE TABLE t (i int);", "DROP TABLE t;"}, table("t")).empty());
    CHECK(place({"CREATE TABLE t (i int);", "DROP TABLE t;\nCREATE TABLE t (j int);"}, table("t")) == "2.sql:2");
  }
  SECTION("behind a change of search_path") {
    CHECK(place({"SET search_path = other;\nCREATE TABLE t (i int);"}, table("t")).empty());
    CHECK(place({"SET search_path = other;\nCREATE TABLE public.t (i int);"}, table("t")) == "1.sql:2");
  }
  SECTION("several functions of one name") {
    const Finding f = about({.kind = "function", .schema = "public", .name = "f", .signature = "integer"});
    CHECK(place({"CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';"}, f) == "1.sql:1");
    CHECK(place({"CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
                 "CREATE OR REPLACE FUNCTION f (a int) RETURNS int LANGUAGE sql AS 'SELECT 2';"},
                f) == "1.sql:2");
    CHECK(place({"CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
                 "CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';"},
                f)
              .empty());
  }
}

TEST_CASE("policies and indexes are found on their table") {
  const std::vector<std::string> texts = {
      "CREATE POLICY p ON a USING (true);\nCREATE POLICY p ON b USING (true);\nCREATE INDEX i ON a (x);"};
  CHECK(place(texts, about({.kind = "policy", .schema = "public", .parent = "b", .name = "p"})) == "1.sql:2");
  CHECK(place(texts, about({.kind = "index", .schema = "public", .parent = "a", .name = "i"})) == "1.sql:3");
  CHECK(place(texts, about({.kind = "policy", .schema = "public", .parent = "c", .name = "p"})).empty());
}

}  // namespace
}  // namespace plumb::workflow
