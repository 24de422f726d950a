// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/recipe.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <functional>

namespace plumb::desired {
namespace {

Request given() {
  Script script{.name = "1.sql", .text = "CREATE TABLE t (i int);", .statements = {}};
  script.statements = sql::scan(script.text).statements;
  return {.scripts = {script}, .major = 18, .database = "app", .run_as = "me", .search_path = "", .read = {}};
}

const devdb::Installation k_installation = {.major = 18, .bin = "/nowhere/bin", .version = "18.4", .origin = "here"};

TEST_CASE("the same work has the same key") {
  CHECK(recipe(given(), k_installation) == recipe(given(), k_installation));
  CHECK(recipe(given(), k_installation).size() == 64);
  Request named = given();
  named.scripts[0].name = "another place.sql";
  CHECK(recipe(named, k_installation) == recipe(given(), k_installation));
}

TEST_CASE("everything that changes the result changes the key") {
  const std::vector<std::function<void(Request&)>> changes = {
      [](Request& r) { r.scripts[0].statements[0].text += " "; },
      [](Request& r) { r.scripts[0].statements.clear(); },
      [](Request& r) { r.scripts[0].transaction = Script::Transaction::each_statement; },
      [](Request& r) { r.scripts.push_back(r.scripts[0]); },
      [](Request& r) { r.major = 17; },
      [](Request& r) { r.database = "other"; },
      [](Request& r) { r.run_as = "you"; },
      [](Request& r) { r.run_rights = RunRights::owner; },
      [](Request& r) { r.search_path = "app"; },
      [](Request& r) { r.read.scope.schemas = {"public"}; },
      [](Request& r) {
        r.read.scope.exclusions.push_back({"schema", {"x"}});
      },
      [](Request& r) {
        r.read.scope.exclusions.push_back({"schema", {"x"}, catalog::Scope::Reach::itself});
      },
      [](Request& r) { r.read.revisions_schema = "r"; },
  };
  std::vector<std::string> keys = {recipe(given(), k_installation)};
  for (const auto& change : changes) {
    Request request = given();
    change(request);
    keys.push_back(recipe(request, k_installation));
  }
  for (const auto& change : std::vector<std::function<void(devdb::Installation&)>>{
           [](devdb::Installation& i) { i.version = "18.5"; }, [](devdb::Installation& i) { i.bin = "/else/bin"; }}) {
    devdb::Installation installation = k_installation;
    change(installation);
    keys.push_back(recipe(given(), installation));
  }
  std::ranges::sort(keys);
  CHECK(std::ranges::adjacent_find(keys) == keys.end());
}

TEST_CASE("texts do not run into each other") {
  Request one = given();
  one.database = "ab";
  one.run_as = "c";
  Request other = given();
  other.database = "a";
  other.run_as = "bc";
  CHECK(recipe(one, k_installation) != recipe(other, k_installation));
}

}  // namespace
}  // namespace plumb::desired
