// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/kind.hpp>
#include <support/catch.hpp>

#include <algorithm>

#include <plumb/base/error.hpp>

using namespace plumb;
using namespace plumb::catalog;

namespace {

constexpr std::string_view k_table =
    "-- Prose: with a colon, and a blank in the first part of it.\n"
    "-- kind: table\n-- identity: schema name\n-- missing: critical\n-- unexpected: medium\nSELECT 1\n";
constexpr std::string_view k_policy =
    "-- kind: policy\n-- parent: table\n-- identity: schema table name\n-- missing: critical\n-- unexpected: high\n"
    "-- attribute: roles severity=critical form=set\n-- attribute: comment severity=info\nSELECT\n  2\n";

std::string failure(std::vector<Kinds::File> files) {
  try {
    (void)Kinds(files);
  } catch (const Error& error) {
    return describe(error);
  }
  return "no error";
}

}  // namespace

TEST_CASE("a kind is what the header of its file says") {
  const std::vector<Kinds::File> files = {{"policy.sql", k_policy}, {"table.sql", k_table}};
  const Kinds kinds(files);
  const std::vector<const Kind*> list = kinds.for_server(180000);
  REQUIRE(list.size() == 2);
  CHECK(list[0]->name == "table");  // parents first
  const Kind& policy = *list[1];
  CHECK(policy.parent == list[0]);
  CHECK(policy.depth() == 1);
  CHECK(policy.identity == std::vector<std::string>{"schema", "table", "name"});
  CHECK(policy.missing == "critical");
  CHECK(policy.unexpected == "high");
  CHECK(policy.facts("roles").form == Form::set);
  CHECK(policy.facts("comment").severity == "info");
  CHECK(policy.facts("not in the header").severity == "medium");
  CHECK(policy.facts("not in the header").form == Form::text);
  CHECK(policy.sql == "SELECT\n  2");
  CHECK(!policy.second);
  const std::string shared = std::string("-- second: yes\n") + std::string(k_table);
  const std::vector<Kinds::File> file = {{"table.sql", shared}};
  CHECK(Kinds(file).for_server(180000)[0]->second);
}

TEST_CASE("a kind that does not follow from rows alone says so") {
  const std::string slots = "-- kind: slot\n-- identity: name\n-- compared: no\n-- always: yes\nSELECT 1\n";
  const std::vector<Kinds::File> files = {{"slot.sql", slots}, {"table.sql", k_table}};
  const Kinds kinds(files);
  CHECK(kinds.for_server(180000)[0]->always_asked);
  CHECK_FALSE(kinds.for_server(180000)[1]->always_asked);
}

TEST_CASE("the newest file that a server is not too old for counts") {
  const std::string newer = std::string("-- since: 160000\n") + std::string(k_table) + "-- newer";
  const std::vector<Kinds::File> files = {{"table.16.sql", newer}, {"table.sql", k_table}};
  const Kinds kinds(files);
  REQUIRE(kinds.for_server(150000).size() == 1);
  CHECK(kinds.for_server(150000)[0]->sql == "SELECT 1");
  REQUIRE(kinds.for_server(160000).size() == 1);
  CHECK(kinds.for_server(160000)[0]->sql == "SELECT 1\n-- newer");
}

TEST_CASE("a header that is not right is refused with its line") {
  CHECK(failure({{"a.sql", "-- kind: a\n-- identity: name\n-- missing: severe\n"}})
            .starts_with("a.sql:3:1: unknown severity \"severe\""));
  CHECK(failure({{"a.sql", "-- kind: a\n-- identiy: name\n"}}).starts_with("a.sql:2:1: unknown word \"identiy\""));
  CHECK(failure({{"a.sql", "-- attribute: x form=tree\n"}}).starts_with("a.sql:1:1: unknown form \"tree\""));
  CHECK(failure({{"a.sql", "-- attribute: x\n-- attribute: x\n"}}).find("described twice") != std::string::npos);
  CHECK(failure({{"a.sql", "-- since: 15\n-- since: new\n"}}).find("\"new\" is not a server version") !=
        std::string::npos);
  CHECK(failure({{"a.sql", "-- kind: a\n"}}).find("names no identity") != std::string::npos);
  CHECK(failure({{"a.sql", "-- kind: a\n-- identity: b\n-- missing: low\n-- unexpected: low\n"}}).find("no query") !=
        std::string::npos);
  CHECK(failure({{"policy.sql", k_policy}}) == "policy.sql: parent \"table\" is not a kind");
}

TEST_CASE("every built-in kind stands below one that comes before it") {
  for (const int version : {140000, 150000, 160000, 170000, 180000}) {
    const auto list = Kinds::builtin().for_server(version);
    CHECK(list.size() >= 6);
    for (auto kind = list.begin(); kind != list.end(); ++kind) {
      if ((*kind)->parent == nullptr) continue;
      CHECK(std::any_of(list.begin(), kind, [&](const Kind* other) { return other->name == (*kind)->parent->name; }));
      CHECK((*kind)->identity.size() > (*kind)->parent->identity.size());
      if ((*kind)->other_parent == nullptr) continue;
      const std::string& other = (*kind)->other_parent->name;
      CHECK(std::any_of(list.begin(), kind, [&](const Kind* before) { return before->name == other; }));
      CHECK((*kind)->other_parent->identity == (*kind)->parent->identity);
    }
  }
}
