// SPDX-License-Identifier: Apache-2.0
#include "../../../src/workflow/drift_scope.hpp"

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

namespace plumb::workflow {
namespace {

using finding::Class;
using finding::Finding;

DriftScope given(DriftOptions options, const std::string& search_path = "") {
  pg::Target target;
  target.search_path = search_path;
  return drift_scope(options, target);
}

Finding about(Class cls, finding::ObjectName object) {
  Finding finding;
  finding.cls = cls;
  finding.object = std::move(object);
  return finding;
}

TEST_CASE("the schemas of the environment count more than the one of the URL") {
  CHECK(given({}).read.scope.schemas.empty());
  CHECK(given({}, "app").read.scope.schemas == std::vector<std::string>{"app"});
  CHECK(given({.schemas = {"x"}}, "app").read.scope.schemas == std::vector<std::string>{"x"});
  CHECK(given({}, "a,b").read.scope.schemas.empty());
}

TEST_CASE("where the revisions table is") {
  CHECK(given({}).read.revisions_schema == "atlas_schema_revisions");
  CHECK(given({}, "app").read.revisions_schema == "app");
  CHECK(given({.revisions_schema = "r"}, "app").read.revisions_schema == "r");
}

TEST_CASE("a choice of classes leaves what was not seen") {
  const DriftScope scope = given({.only = {"class:drift"}});
  CHECK(scope.tells(Class::drift));
  CHECK(scope.tells(Class::coverage));
  CHECK_FALSE(scope.tells(Class::contract));
  CHECK_FALSE(scope.tells(Class::migrations));
}

TEST_CASE("findings of rules are chosen by their object") {
  const DriftScope scope = given({.exclude = {"public.tmp_*"}});
  CHECK(scope.tells(about(Class::contract, {.kind = "table", .schema = "public", .name = "users"})));
  CHECK_FALSE(scope.tells(about(Class::contract, {.kind = "table", .schema = "public", .name = "tmp_1"})));
  CHECK_FALSE(
      scope.tells(about(Class::contract, {.kind = "policy", .schema = "public", .parent = "tmp_1", .name = "p"})));
  CHECK(scope.tells(about(Class::contract, {.kind = "no kind", .name = "x"})));
  CHECK(scope.tells(about(Class::migrations, {.kind = "migration", .name = "1"})));
}

TEST_CASE("choices that are none") {
  for (const char* wrong : {"", "policy", "kind:", "kind:polizy", "class:drifts", "what:ever", "object:a.b.c.d"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(given({.only = {wrong}}), Error);
  }
  CHECK_THROWS_AS(given({.exclude = {""}}), Error);
}

TEST_CASE("a snapshot of some schemas limits what is read") {
  DriftScope scope = given({});
  limit_to_snapshot(scope, "f", {});
  CHECK(scope.read.scope.schemas.empty());
  limit_to_snapshot(scope, "f", {"a", "b"});
  CHECK(scope.read.scope.schemas == std::vector<std::string>{"a", "b"});
  DriftScope less = given({.schemas = {"a"}});
  limit_to_snapshot(less, "f", {"a", "b"});
  CHECK(less.read.scope.schemas == std::vector<std::string>{"a"});
  DriftScope other = given({.schemas = {"c"}});
  CHECK_THROWS_AS(limit_to_snapshot(other, "f", {"a", "b"}), Error);
}

}  // namespace
}  // namespace plumb::workflow
