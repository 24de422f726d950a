// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/set_plan.hpp>

#include <plumb/base/error.hpp>

#include <support/catch.hpp>

#include "given.hpp"

using namespace plumb::apply;
using given::Names;

namespace {

SetPlan plan(const given::Situation& s, const std::string& version) {
  return plan_set({.revisions = s.revisions, .files = s.directory.files(), .version = version, .arguments = 1});
}

SetPlan plan(const given::Situation& s) {
  return plan_set({.revisions = s.revisions, .files = s.directory.files(), .version = std::nullopt, .arguments = 0});
}

Names versions(const std::vector<Revision>& rows) {
  Names out;
  for (const Revision& row : rows) out.push_back(row.version);
  return out;
}

}  // namespace

TEST_CASE("on an empty table every file up to the version gets a row") {
  const given::Situation s({"1_first.sql", "2_ck.sql", "3.sql"}, {});
  const SetPlan found = plan(s, "2");
  CHECK(found.version == "2");
  CHECK(versions(found.inserted) == Names{"1", "2"});
  CHECK(found.removed.empty());
  const Revision& row = found.inserted[0];
  CHECK(row.description == "first");
  CHECK(row.type == k_type_resolved);
  CHECK(row.applied == 0);
  CHECK(row.total == 0);
  CHECK(row.hash == s.directory.files()[0].hash);
}

TEST_CASE("rows above the version go, rows below stay as they are") {
  const SetPlan found = plan({{"1.sql", "2.sql", "3.sql"}, {{"1"}, {"2"}, {"3"}}}, "1");
  CHECK(versions(found.removed) == Names{"2", "3"});
  CHECK(found.inserted.empty());
  CHECK(found.resolved.empty());
}

TEST_CASE("files between the last row and the version get rows; a gap below is not filled") {
  CHECK(versions(plan({{"1.sql", "2.sql", "3.sql"}, {{"1"}}}, "3").inserted) == Names{"2", "3"});
  CHECK(plan({{"1.5.sql", "1.sql", "2.sql"}, {{"1"}, {"2"}}}, "2").changes_nothing());
  const SetPlan back = plan({{"1.5.sql", "1.sql", "2.sql"}, {{"1"}, {"2"}}}, "1.5");
  CHECK(versions(back.inserted) == Names{"1.5"});
  CHECK(versions(back.removed) == Names{"2"});
}

TEST_CASE("the row of the version is marked where it failed or is partial, and nothing else of it changes") {
  given::Situation s({"1.sql", "2.sql"}, {{"1"}, {"2", 1, 2}});
  s.revisions[1].error = "pq: x";
  const SetPlan found = plan(s, "2");
  REQUIRE(found.resolved.size() == 1);
  CHECK(found.resolved[0].type == 6);
  CHECK(found.resolved[0].applied == 1);
  CHECK(found.resolved[0].total == 2);
  CHECK(found.resolved[0].error == "pq: x");

  s.revisions[1].applied = 2;  // complete, but an error stands in it
  CHECK(plan(s, "2").resolved.size() == 1);
  s.revisions[1].error = "";
  CHECK(plan(s, "2").changes_nothing());
}

TEST_CASE("a partial row below the version stays partial") {
  const SetPlan found = plan({{"1.sql", "2.sql", "3.sql"}, {{"1"}, {"2", 1, 2}}}, "3");
  CHECK(found.resolved.empty());
  CHECK(versions(found.inserted) == Names{"3"});
}

TEST_CASE("without a version: that of the last file, or no row at all for an empty directory") {
  CHECK(versions(plan({{"1.sql", "2.sql"}, {{"1"}}}).inserted) == Names{"2"});
  const SetPlan none = plan({{}, {{"1"}, {"2"}}});
  CHECK(none.version.empty());
  CHECK(versions(none.removed) == Names{"1", "2"});
}

TEST_CASE("arguments that do not fit") {
  const given::Situation s({"1.sql"}, {});
  CHECK_THROWS_WITH(plan(s), "accepts 1 arg(s), received 0");
  CHECK_THROWS_WITH(plan(s, "9"), "migration with version \"9\" not found");
  CHECK_THROWS_WITH(plan(s, "1.sql"), "migration with version \"1.sql\" not found");
  CHECK_THROWS_WITH(plan_set({.revisions = s.revisions, .files = s.directory.files(), .version = "1", .arguments = 2}),
                    "accepts 1 arg(s), received 2");
}
