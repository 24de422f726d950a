// SPDX-License-Identifier: Apache-2.0
#include "../../../src/workflow/source_hint.hpp"

#include <support/catch.hpp>

namespace plumb::workflow {
namespace {

using desired::Script;

Script script(std::string name, std::string text) {
  Script out{.name = std::move(name), .text = std::move(text), .statements = {}};
  out.statements = sql::scan(out.text).statements;
  return out;
}

Error failed(std::string message, std::string sqlstate, std::string file = "users.sql", int line = 2) {
  return Error(std::move(message))
      .with_sqlstate(std::move(sqlstate))
      .with_span({.file = std::move(file), .line = line});
}

const std::vector<Script> k_scripts = {
    script("early.sql", "CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"),
    script("users.sql", "\n\n\nCREATE TABLE later (i int);"),
    script("context.sql",
           "-- who\n\nCREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
           "ALTER ROLE tenant LOGIN;\nCREATE ROLE tenant;\nCREATE DOMAIN \"Odd\" AS text;\n"
           "ALTER TABLE users ADD COLUMN extra int;\nCREATE SCHEMA audit;\nCREATE VIEW v AS SELECT 1;")};

TEST_CASE("what a later file makes is named with its place") {
  const auto hint = [](std::string message, std::string state) {
    return source_hint(failed(message, state), k_scripts, {});
  };
  CHECK(hint("function f() does not exist (42883)", "42883") ==
        "context.sql:3 makes it, which src lists after this file: list it before");
  CHECK(hint("function app.f(integer) does not exist (42883)", "42883").starts_with("context.sql:3 "));
  CHECK(hint("relation \"v\" does not exist (42P01)", "42P01").starts_with("context.sql:9 "));
  CHECK(hint("relation \"public.v\" does not exist (42P01)", "42P01").starts_with("context.sql:9 "));
  CHECK(hint("role \"tenant\" does not exist (42704)", "42704").starts_with("context.sql:5 "));
  CHECK(hint("type \"Odd\" does not exist (42704)", "42704").starts_with("context.sql:6 "));
  CHECK(hint("schema \"audit\" does not exist (3F000)", "3F000").starts_with("context.sql:8 "));
  CHECK(hint("column \"extra\" does not exist (42703)", "42703").starts_with("context.sql:7 "));
}

TEST_CASE("what stands further down in the file is to be moved") {
  CHECK(source_hint(failed("relation \"later\" does not exist", "42P01"), k_scripts, {}) ==
        "line 4 of this file makes it: move it up");
}

TEST_CASE("a file that src does not list is found") {
  CHECK(source_hint(failed("relation \"lost\" does not exist", "42P01"), k_scripts,
                    {script("lost.sql", "CREATE TABLE lost (i int);")}) ==
        "lost.sql:1 makes it, which src does not list: list it before this file");
}

TEST_CASE("where the words leave a doubt there is no hint") {
  // It ran before: the signature must be another one.
  CHECK(source_hint(failed("function g() does not exist", "42883"), k_scripts, {}).empty());
  CHECK(source_hint(failed("relation \"later\" does not exist", "42P01", "users.sql", 9), k_scripts, {}).empty());
  // Of another kind, in another schema, unknown, another complaint.
  CHECK(source_hint(failed("relation \"f\" does not exist", "42P01"), k_scripts, {}).empty());
  CHECK(source_hint(failed("function other.f() does not exist", "42883"), k_scripts, {}).empty());
  CHECK(source_hint(failed("role \"nobody\" does not exist", "42704"), k_scripts, {}).empty());
  CHECK(source_hint(failed("relation \"v\" already exists", "42P07"), k_scripts, {}).empty());
  CHECK(source_hint(failed("relation \"v", "42P01"), k_scripts, {}).empty());
}

}  // namespace
}  // namespace plumb::workflow
