// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/catalog.hpp>
#include <support/catch.hpp>

#include <plumb/base/error.hpp>
#include <plumb/catalog/fingerprint.hpp>
#include <support/catalogs.hpp>

using namespace plumb;
using namespace plumb::catalog;
using plumb::test::make_table;
using plumb::test::toy_kind;

TEST_CASE("objects are sorted by identity, bytewise and part by part") {
  Catalog catalog;
  catalog.add(
      toy_kind("table"),
      make_table({"schema", "name", "owner"},
                 {{"b", "a", "x"}, {"a", "z", "x"}, {"a", "Z", "x"}, {"a.z", "a", "x"}, {"a", "\xC3\xA4", "x"}}));
  const Section& section = *catalog.section("table");
  std::vector<std::string> order;
  for (std::size_t i = 0; i < section.size(); ++i) {
    order.push_back(std::string(section[i].identity(0)) + "/" + std::string(section[i].identity("name")));
  }
  CHECK(order == std::vector<std::string>{"a/Z", "a/z", "a/\xC3\xA4", "a.z/a", "b/a"});
}

TEST_CASE("a section goes from one catalog to another, once") {
  Catalog from;
  from.add(toy_kind("schema"), make_table({"name"}, {{"a"}}));
  from.add(toy_kind("table"), make_table({"schema", "name", "owner"}, {{"a", "t", "me"}}));
  Catalog catalog;
  CHECK(catalog.take(from, toy_kind("table")));
  CHECK_FALSE(catalog.take(from, toy_kind("policy")));
  CHECK(catalog.section("table")->size() == 1);
  CHECK(from.section("table") == nullptr);
  CHECK(from.section("schema")->size() == 1);
}

TEST_CASE("what a query returns besides the identity are the attributes") {
  Catalog catalog;
  catalog.add(toy_kind("table"), make_table({"owner", "name", "schema", "acl"}, {{"me", "t", "s", std::nullopt}}));
  const Section& section = *catalog.section("table");
  CHECK(section.attributes() == std::vector<std::string_view>{"owner", "acl"});
  const Object object = section[0];
  CHECK(object.attribute("owner") == "me");
  CHECK(object.attribute(0) == "me");
  CHECK(object.attribute("acl") == std::nullopt);
  CHECK(object.attribute("no such attribute") == std::nullopt);
  CHECK(object.identity("signature").empty());
}

TEST_CASE("objects are found by identity") {
  Catalog catalog;
  catalog.add(toy_kind("table"),
              make_table({"schema", "name", "owner"}, {{"a", "b", "1"}, {"a", "c", "2"}, {"b", "a", "3"}}));
  using Identity = std::vector<std::string_view>;
  CHECK(catalog.find("table", Identity{"a", "c"})->attribute("owner") == "2");
  CHECK(!catalog.find("table", Identity{"a", "d"}));
  CHECK(!catalog.find("table", Identity{"c", "a"}));
  CHECK(!catalog.find("table", Identity{"a"}));
  CHECK(!catalog.find("view", Identity{"a", "c"}));
  CHECK(catalog.section("view") == nullptr);
}

TEST_CASE("objects outlive a move of their catalog") {
  Catalog catalog;
  catalog.add(toy_kind("table"), make_table({"schema", "name", "owner"}, {{"a", "b", "1"}}));
  const Object object = (*catalog.section("table"))[0];
  const Catalog moved = std::move(catalog);
  CHECK(object.attribute("owner") == "1");
}

TEST_CASE("a header that names what the query does not return is an error") {
  Catalog catalog;
  CHECK_THROWS_WITH(catalog.add(toy_kind("table"), make_table({"schema", "owner"}, {})),
                    "kind table: the query returns no column \"name\", which its header names");
  CHECK_THROWS_WITH(catalog.add(toy_kind("table"), make_table({"schema", "name"}, {})),
                    "kind table: the query returns no column \"owner\", which its header names");
}

TEST_CASE("fingerprints stand for the object and nothing else") {
  const auto of = [](std::vector<std::string> columns, std::vector<test::Row> rows) {
    Catalog catalog;
    catalog.add(toy_kind("table"), make_table(std::move(columns), std::move(rows)));
    return fingerprint("X", (*catalog.section("table"))[0]);
  };
  const std::string original = of({"schema", "name", "owner", "acl"}, {{"a", "b", "me", "[]"}});
  CHECK(original == "aa2f57e57bfca4dc");  // ON DISK
  CHECK(original == of({"acl", "owner", "name", "schema"}, {{"[]", "me", "b", "a"}}));
  CHECK(original == of({"schema", "name", "owner", "acl", "later"}, {{"a", "b", "me", "[]", std::nullopt}}));
  CHECK(original != of({"schema", "name", "owner", "acl"}, {{"a", "b", "me", ""}}));
  CHECK(original != of({"schema", "name", "owner", "acl"}, {{"a", "b", "me", std::nullopt}}));
  CHECK(original != of({"schema", "name", "owner", "acl"}, {{"ab", "", "me", "[]"}}));
  CHECK(fingerprint("X", "what") != fingerprint("Xw", "hat"));
}
