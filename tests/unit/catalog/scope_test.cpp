// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/scope.hpp>
#include <support/catalogs.hpp>
#include <support/catch.hpp>

using namespace plumb::catalog;
using plumb::test::toy_kind;

namespace {

bool contains(const Scope& scope, std::string_view kind, std::vector<std::string_view> identity) {
  return scope.contains(toy_kind(kind), identity);
}

}  // namespace

TEST_CASE("without restrictions everything is in scope") {
  CHECK(contains({}, "schema", {"a"}));
  CHECK(contains({}, "policy", {"a", "t", "p"}));
}

TEST_CASE("schemas restrict to them and what is in them") {
  const Scope scope{.schemas = {"a", "b"}, .exclusions = {}};
  CHECK(contains(scope, "schema", {"b"}));
  CHECK(contains(scope, "policy", {"a", "t", "p"}));
  CHECK(!contains(scope, "schema", {"c"}));
  CHECK(!contains(scope, "table", {"c", "a"}));
}

TEST_CASE("an exclusion reaches what is below") {
  const Scope scope{.schemas = {}, .exclusions = {{"table", {"a", "t"}}}};
  CHECK(!contains(scope, "table", {"a", "t"}));
  CHECK(!contains(scope, "policy", {"a", "t", "p"}));
  CHECK(contains(scope, "policy", {"a", "tt", "p"}));
  CHECK(contains(scope, "schema", {"a"}));
}

TEST_CASE("or only the object itself") {
  const Scope scope{.schemas = {}, .exclusions = {{"schema", {"a"}, Scope::Reach::itself}}};
  CHECK(!contains(scope, "schema", {"a"}));
  CHECK(contains(scope, "table", {"a", "t"}));
}
