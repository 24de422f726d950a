// SPDX-License-Identifier: Apache-2.0
#include <plumb/diff/findings.hpp>
#include <support/catalogs.hpp>
#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::diff;
using catalog::Catalog;
using finding::Severity;
using test::make_table;
using test::Row;
using test::toy_kind;

namespace {

Catalog make_catalog(const std::vector<Row>& tables, const std::vector<Row>& policies) {
  Catalog catalog;
  catalog.add(toy_kind("table"), make_table({"schema", "name", "owner"}, tables));
  catalog.add(toy_kind("policy"), make_table({"schema", "table", "name", "roles", "comment"}, policies));
  return catalog;
}

const Row k_table = {"s", "t", "me"};
const Row k_policy = {"s", "t", "p", "[\"a\"]", std::nullopt};

std::vector<finding::Finding> findings_of(const Catalog& desired, const Catalog& live) {
  return findings(compare(desired, live), {});
}

}  // namespace

TEST_CASE("missing and unexpected objects") {
  const Catalog full = make_catalog({k_table}, {k_policy});
  const Catalog without_policy = make_catalog({k_table}, {});
  const Catalog empty = make_catalog({}, {});

  const auto missing = findings_of(full, without_policy);
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].code == "DRF001");
  CHECK(missing[0].cls == finding::Class::drift);
  CHECK(missing[0].severity == Severity::critical);
  CHECK(missing[0].object == finding::ObjectName{"policy", "s", "t", "p", ""});
  CHECK(missing[0].message == "policy is missing");

  const auto unexpected = findings_of(without_policy, full);
  CHECK(unexpected.at(0).code == "DRF002");
  CHECK(unexpected.at(0).severity == Severity::high);
  CHECK(unexpected.at(0).message == "policy is not in the blueprint");

  CHECK(findings_of(full, empty).at(0).message == "table is missing, with 1 policy");
}

TEST_CASE("a changed object is one finding, as severe as its worst attribute") {
  const Catalog desired = make_catalog({k_table}, {k_policy});
  const auto comment = findings_of(desired, make_catalog({k_table}, {{"s", "t", "p", "[\"a\"]", "x"}}));
  REQUIRE(comment.size() == 1);
  CHECK(comment[0].code == "DRF003");
  CHECK(comment[0].severity == Severity::info);
  CHECK(comment[0].message == "comment of the policy differs");
  CHECK(comment[0].expected == "comment = (not set)");
  CHECK(comment[0].actual == "comment = x");

  const auto both = findings_of(desired, make_catalog({k_table}, {{"s", "t", "p", "[\"b\"]", "x"}}));
  REQUIRE(both.size() == 1);
  CHECK(both[0].severity == Severity::critical);
  CHECK(both[0].message == "roles, comment of the policy differ");
  REQUIRE(both[0].attributes.size() == 2);
  CHECK(both[0].attributes[0].name == "roles");
  CHECK(both[0].attributes[0].expected == "[\"a\"]");
  CHECK(both[0].attributes[0].actual == "[\"b\"]");
  CHECK(both[0].attributes[1].expected == std::nullopt);
}

TEST_CASE("a fingerprint is that of the object that is there") {
  const Catalog desired = make_catalog({k_table}, {k_policy});
  const Catalog one = make_catalog({k_table}, {{"s", "t", "p", "[\"b\"]", std::nullopt}});
  const Catalog other = make_catalog({k_table}, {{"s", "t", "p", "[\"c\"]", std::nullopt}});
  const Catalog wants_other = make_catalog({k_table}, {{"s", "t", "p", "[\"z\"]", std::nullopt}});
  CHECK(findings_of(desired, one)[0].fingerprint != findings_of(desired, other)[0].fingerprint);
  CHECK(findings_of(desired, one)[0].fingerprint == findings_of(wants_other, one)[0].fingerprint);
}
