// SPDX-License-Identifier: Apache-2.0
#include <plumb/diff/difference.hpp>
#include <support/catch.hpp>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <support/catalogs.hpp>

using namespace plumb;
using namespace plumb::diff;
using catalog::Catalog;
using test::make_table;
using test::Row;
using test::toy_kind;

namespace {

const std::vector<Row> k_tables = {{"a", "t1", "me"}, {"a", "t2", "me"}, {"b", "t1", std::nullopt}};
const std::vector<Row> k_policies = {{"a", "t1", "p", "[]", std::nullopt}, {"a", "t2", "p", "[]", "x"}};

Catalog make_catalog(const std::vector<Row>& tables = k_tables, const std::vector<Row>& policies = k_policies) {
  Catalog catalog;
  catalog.add(toy_kind("schema"), make_table({"name"}, {{"a"}, {"b"}}));
  catalog.add(toy_kind("table"), make_table({"schema", "name", "owner"}, tables));
  catalog.add(toy_kind("policy"), make_table({"schema", "table", "name", "roles", "comment"}, policies));
  return catalog;
}

}  // namespace

TEST_CASE("a catalog does not differ from itself, nor from one that arrived in another order") {
  const Catalog catalog = make_catalog();
  CHECK(compare(catalog, catalog).list.empty());
  CHECK(compare(catalog, make_catalog({k_tables[2], k_tables[0], k_tables[1]}, {k_policies[1], k_policies[0]}))
            .list.empty());
  CHECK(compare(catalog, catalog).not_compared.empty());
}

TEST_CASE("each change of an attribute gives exactly that attribute") {
  const Catalog desired = make_catalog();
  const std::vector<std::string_view> names = {"roles", "comment"};
  for (std::size_t row = 0; row < k_policies.size(); ++row) {
    for (std::size_t attribute = 0; attribute < names.size(); ++attribute) {
      for (const std::optional<std::string>& value :
           {std::optional<std::string>(), std::optional<std::string>(""), std::optional<std::string>("other")}) {
        auto policies = k_policies;
        if (policies[row][3 + attribute] == value) continue;
        policies[row][3 + attribute] = value;
        const Catalog live = make_catalog(k_tables, policies);
        const Differences differences = compare(desired, live);
        REQUIRE(differences.list.size() == 1);
        const Difference& difference = differences.list[0];
        CHECK(difference.change == Change::changed);
        CHECK(difference.object().identity("table") == policies[row][1]);
        REQUIRE(difference.attributes.size() == 1);
        CHECK(difference.attributes[0].name == names[attribute]);
        CHECK(difference.attributes[0].expected == k_policies[row][3 + attribute]);
        CHECK(difference.attributes[0].actual == value);
      }
    }
  }
}

TEST_CASE("missing and unexpected are each other's mirror image") {
  const Catalog whole = make_catalog();
  const Catalog less = make_catalog(k_tables, {k_policies[1]});
  const Differences missing = compare(whole, less);
  REQUIRE(missing.list.size() == 1);
  CHECK(missing.list[0].change == Change::missing);
  CHECK(missing.list[0].desired->identity("table") == "t1");
  CHECK(!missing.list[0].live);
  const Differences unexpected = compare(less, whole);
  REQUIRE(unexpected.list.size() == 1);
  CHECK(unexpected.list[0].change == Change::unexpected);
  CHECK(!unexpected.list[0].desired);
}

TEST_CASE("what goes with a missing object is counted, not listed") {
  const Catalog whole = make_catalog();
  const Catalog less = make_catalog({k_tables[0], k_tables[2]}, {});
  const Differences differences = compare(whole, less);
  // a.t2 with its policy, and the policy of a.t1, which is there.
  REQUIRE(differences.list.size() == 2);
  CHECK(differences.list[0].object().identity("name") == "t2");
  REQUIRE(differences.list[0].below.size() == 1);
  CHECK(differences.list[0].below[0].kind->name == "policy");
  CHECK(differences.list[0].below[0].objects.size() == 1);
  CHECK(differences.list[1].object().kind().name == "policy");
  CHECK(differences.list[1].object().identity("table") == "t1");
}

TEST_CASE("a policy that is missing on a table that changed is a finding of its own") {
  auto tables = k_tables;
  tables[0][2] = "you";
  const Catalog desired = make_catalog();
  const Catalog live = make_catalog(tables, {k_policies[1]});
  const Differences differences = compare(desired, live);
  REQUIRE(differences.list.size() == 2);
  CHECK(differences.list[0].change == Change::changed);
  CHECK(differences.list[1].change == Change::missing);
}

TEST_CASE("a kind that one side could not read is not compared, and that is said") {
  Catalog less;
  less.add(toy_kind("schema"), make_table({"name"}, {{"a"}, {"b"}}));
  const Catalog whole = make_catalog();
  for (const Differences& differences : {compare(whole, less), compare(less, whole)}) {
    CHECK(differences.list.empty());
    REQUIRE(differences.not_compared.size() == 2);
    CHECK(differences.not_compared[0]->name == "table");
  }
}

TEST_CASE("catalogs of different queries are refused") {
  Catalog other;
  other.add(toy_kind("schema"), make_table({"name", "owner"}, {}));
  const auto differences = compare(make_catalog(), other);
  CHECK(differences.not_compared.size() >= 1);
  CHECK(differences.not_compared[0]->name == "schema");
}

namespace {

// One role, of a kind whose objects belong to the whole cluster.
Catalog make_role(const std::string& name, const std::string& login, const std::string& reach) {
  static const std::vector<catalog::Kinds::File> k_file = {
      {"role.sql",
       "-- kind: role\n-- identity: name\n-- missing: high\n-- unexpected: high\n-- scope: reach\n"
       "-- attribute: reach compared=no\nSELECT"}};
  static const catalog::Kinds k_kinds(k_file);
  Catalog catalog;
  catalog.add(*k_kinds.for_server(180000).front(), make_table({"name", "login", "reach"}, {{name, login, reach}}));
  return catalog;
}

std::size_t count_differences(const Catalog& desired, const Catalog& live) {
  return compare(desired, live).list.size();
}

}  // namespace

TEST_CASE("what belongs to the cluster counts where it concerns the database") {
  const Catalog nothing = make_role("x", "no", "never");
  CHECK(count_differences(nothing, make_role("a", "no", "yes")) == 1);
  CHECK(count_differences(nothing, make_role("a", "no", "no")) == 0);
  CHECK(count_differences(make_role("a", "no", "yes"), nothing) == 1);
  CHECK(count_differences(make_role("a", "no", "no"), nothing) == 0);
}

TEST_CASE("what only one side says to concern the database is compared, unless one says never") {
  CHECK(count_differences(make_role("a", "no", "yes"), make_role("a", "yes", "no")) == 1);
  CHECK(count_differences(make_role("a", "no", "no"), make_role("a", "yes", "yes")) == 1);
  CHECK(count_differences(make_role("a", "no", "no"), make_role("a", "yes", "no")) == 0);
  CHECK(count_differences(make_role("a", "no", "never"), make_role("a", "yes", "yes")) == 0);
  CHECK(count_differences(make_role("a", "no", "yes"), make_role("a", "yes", "never")) == 0);
}

TEST_CASE("what one side was not shown is compared with nothing") {
  CHECK(count_differences(make_role("a", std::string(catalog::k_not_seen), "yes"), make_role("a", "yes", "yes")) == 0);
  CHECK(count_differences(make_role("a", "yes", "yes"), make_role("a", std::string(catalog::k_not_seen), "yes")) == 0);
}

TEST_CASE("the columns of a missing view are part of it, though their kind stands below tables") {
  const auto kinds = catalog::Kinds::builtin().for_server(180000);
  const auto add = [&](Catalog& catalog, std::string_view name, const std::vector<Row>& rows) {
    const catalog::Kind& kind = **std::ranges::find(kinds, name, &catalog::Kind::name);
    std::vector<std::string> columns = kind.identity;
    for (const auto& [attribute, facts] : kind.attributes) columns.push_back(attribute);
    std::vector<Row> filled = rows;
    for (Row& row : filled) row.resize(columns.size());
    catalog.add(kind, make_table(columns, filled));
  };
  Catalog desired;
  Catalog live;
  add(desired, "view", {{"a", "v"}});
  add(live, "view", {});
  add(desired, "column", {{"a", "v", "one"}, {"a", "v", "two"}, {"a", "w", "three"}});
  add(live, "column", {});
  const Differences differences = compare(desired, live);
  REQUIRE(differences.list.size() == 2);
  CHECK(differences.list[0].object().kind().name == "view");
  REQUIRE(differences.list[0].below.size() == 1);
  CHECK(differences.list[0].below[0].objects.size() == 2);
  CHECK(differences.list[1].object().identity("table") == "w");
}
