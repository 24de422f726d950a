// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/selection.hpp>
#include <support/catch.hpp>

#include <plumb/base/error.hpp>
#include <support/catalogs.hpp>

namespace plumb::catalog {
namespace {

using Identity = std::vector<std::string_view>;

bool matches(std::string_view pattern, std::string_view kind, const Identity& identity,
             const std::string& schema = "") {
  for (const Kind* each : Kinds::builtin().for_server(180000)) {
    if (each->name == kind) return Pattern::parse(pattern, schema).matches(*each, identity);
  }
  throw std::out_of_range(std::string(kind));
}

std::string refusal(std::string_view pattern, const std::string& schema = "") {
  try {
    (void)Pattern::parse(pattern, schema);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::usage);
    return error.message();
  }
  return "(none)";
}

TEST_CASE("globs are those of a shell") {
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("a*c*e", "abcde"));
  CHECK_FALSE(glob_matches("a*c*e", "abcd"));
  CHECK(glob_matches("tmp_?", "tmp_1"));
  CHECK_FALSE(glob_matches("tmp_?", "tmp_"));
  CHECK(glob_matches("[a-c]x", "bx"));
  CHECK_FALSE(glob_matches("[^a-c]x", "bx"));
  CHECK(glob_matches("[^a-c]x", "dx"));
  CHECK(glob_matches("a\\*", "a*"));
  CHECK_FALSE(glob_matches("a\\*", "ab"));
  CHECK(glob_matches("**ab", "xxaab"));
  CHECK_FALSE(glob_matches("", "x"));
  for (const char* wrong : {"[", "[]", "[a", "[-a]", "[a-]", "a\\", "[^]"}) {
    CAPTURE(wrong);
    CHECK_FALSE(is_glob(wrong));
  }
  CHECK(is_glob("[a-z]*\\["));
}

TEST_CASE("one part is a schema, and everything in it") {
  CHECK(matches("public", "schema", {"public"}));
  CHECK(matches("public", "table", {"public", "users"}));
  CHECK(matches("public", "policy", {"public", "users", "p"}));
  CHECK_FALSE(matches("public", "table", {"other", "users"}));
  CHECK(matches("app_*", "role", {"app_reader"}));
}

TEST_CASE("two parts are an object of a schema, three a part of it") {
  CHECK(matches("public.tmp_*", "table", {"public", "tmp_1"}));
  CHECK(matches("public.tmp_*", "column", {"public", "tmp_1", "id"}));
  CHECK_FALSE(matches("public.tmp_*", "schema", {"public"}));
  CHECK(matches("*.f", "function", {"public", "f", "integer, text"}));
  CHECK(matches("*.users.email", "column", {"public", "users", "email"}));
  CHECK_FALSE(matches("*.users.email", "table", {"public", "users"}));
}

TEST_CASE("a part can name kinds") {
  CHECK(matches("*.*.created_at[type=column]", "column", {"public", "t", "created_at"}));
  CHECK_FALSE(matches("*.*.created_at[type=column]", "trigger", {"public", "t", "created_at"}));
  CHECK(matches("*.*[type=view|function]", "function", {"public", "f", ""}));
  CHECK_FALSE(matches("*.*[type=view|function]", "table", {"public", "t"}));
  CHECK(matches("*[type=role]", "role", {"x"}));
  CHECK_FALSE(matches("*[type=role]", "schema", {"x"}));
}

TEST_CASE("where the URL is bound to a schema it comes first") {
  CHECK(matches("users", "table", {"app*", "users"}, "app*"));
  CHECK_FALSE(matches("users", "table", {"apple", "users"}, "app*"));
  CHECK(matches("users.email", "column", {"app", "users", "email"}, "app"));
}

TEST_CASE("a part in quotes may hold dots") {
  CHECK(matches(R"("a.b".t)", "table", {"a.b", "t"}));
  CHECK(matches(R"("a""b".t)", "table", {"a\"b", "t"}));
}

TEST_CASE("what is not understood is an error") {
  CHECK(refusal("") == "empty pattern: \"\"");
  CHECK(refusal("a.b.c.d") == "too many parts in pattern: \"a.b.c.d\"");
  CHECK(refusal("a.b.c", "s") == "too many parts in pattern: \"a.b.c\"");
  CHECK(refusal("a..b") == "unexpected pattern: \"a..b\"");
  CHECK(refusal("a.[b") == "syntax error in pattern \"a.[b\"");
  CHECK(refusal("*.*[type=tabel]") == "unknown type \"tabel\" in pattern \"*.*[type=tabel]\"");
  CHECK(refusal("*.*.*[type=fk]") == "type=fk: plumb has one kind, constraint, for keys and checks");
  CHECK(refusal("\"a") == "unexpected pattern: \"\\\"a\"");
}

TEST_CASE("of a selection everything must hold") {
  const Kind& table = test::toy_kind("table");
  const Kind& policy = test::toy_kind("policy");
  const Identity users = {"public", "users"};
  const Identity p = {"public", "users", "p"};
  CHECK(Selection().contains(table, users));
  CHECK_FALSE(Selection{.excluded = {Pattern::parse("*.users")}}.contains(policy, p));
  CHECK_FALSE(Selection{.included = {Pattern::parse("other")}}.contains(table, users));
  CHECK(Selection{.included = {Pattern::parse("other"), Pattern::parse("public")}}.contains(table, users));
  CHECK_FALSE(Selection{.included = {Pattern::parse("public")}, .only = {Pattern::parse("x")}}.contains(table, users));
  CHECK(Selection{.kinds = {"policy"}}.contains(policy, p));
  CHECK_FALSE(Selection{.kinds = {"policy"}}.contains(table, users));
  CHECK(Selection{.schemas = {"public"}}.contains(table, users));
  CHECK_FALSE(Selection{.schemas = {"other"}}.contains(table, users));
}

}  // namespace
}  // namespace plumb::catalog
