// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/contract/waivers.hpp>

namespace plumb::contract {
namespace {

using finding::Finding;

Finding breach(std::string code, std::string table, std::string fingerprint = "1111") {
  Finding out;
  out.code = std::move(code);
  out.cls = finding::Class::contract;
  out.object = {.kind = "table", .schema = "public", .parent = "", .name = std::move(table), .signature = ""};
  out.fingerprint = std::move(fingerprint);
  return out;
}

settings::Settings waiving(const std::string& waiver) {
  return settings::parse("waivers: [{" + waiver + "}]", "plumb.yaml");
}

Today on(std::string_view date) {
  return {.date = *settings::parse_date(date)};
}

const std::string k_users = "rule: RLS002, object: table public.users, reason: known, owner: me, until: 2027-03-31";

TEST_CASE("a waiver marks the finding that it names, up to and with its last day") {
  for (const std::string_view date : {"2026-11-24", "2027-03-31"}) {
    std::vector<Finding> findings = {breach("RLS002", "users"), breach("RLS002", "tasks"), breach("RLS001", "users")};
    apply_waivers(findings, waiving(k_users + ", fingerprint: '1111'"), {"RLS002"}, on(date));
    REQUIRE(findings.size() == 3);
    REQUIRE(findings[0].waiver);
    CHECK(findings[0].waiver->reason == "known");
    CHECK(findings[0].waiver->owner == "me");
    CHECK(findings[0].waiver->until == "2027-03-31");
    CHECK_FALSE(findings[1].waiver);
    CHECK_FALSE(findings[2].waiver);
  }
}

TEST_CASE("a waiver whose day has passed is a finding, and the breach counts again") {
  std::vector<Finding> findings = {breach("RLS002", "users")};
  apply_waivers(findings, waiving(k_users), {"RLS002"}, on("2027-04-01"));
  REQUIRE(findings.size() == 2);
  CHECK_FALSE(findings[0].waiver);
  CHECK(findings[1].code == "WVR001");
  CHECK(findings[1].object.text() == "waiver RLS002 on table public.users");
  CHECK(findings[1].message == "the waiver has lapsed: it was good until 2027-03-31");
}

TEST_CASE("a waiver lapses when the object changes") {
  std::vector<Finding> findings = {breach("RLS002", "users", "2222")};
  apply_waivers(findings, waiving(k_users + ", fingerprint: '1111'"), {"RLS002"}, on("2026-11-24"));
  REQUIRE(findings.size() == 2);
  CHECK_FALSE(findings[0].waiver);
  CHECK(findings[1].code == "WVR002");
  CHECK(findings[1].actual == "fingerprint 2222");
}

TEST_CASE("a waiver of nothing is a finding, if its rule was looked at") {
  std::vector<Finding> findings;
  apply_waivers(findings, waiving(k_users), {"RLS002"}, on("2026-11-24"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "WVR003");
  findings.clear();
  apply_waivers(findings, waiving(k_users), {"RLS001"}, on("2026-11-24"));
  CHECK(findings.empty());
}

std::size_t left_of(const std::string& pattern, Finding finding) {
  std::vector<Finding> findings = {std::move(finding)};
  const auto ignored =
      remove_ignored(findings, settings::parse("ignore: [{object: '" + pattern + "', reason: r}]", "plumb.yaml"));
  CHECK(ignored.at(0).findings == 1 - findings.size());
  return findings.size();
}

TEST_CASE("what is ignored is taken out, with what is on it or in it, and counted") {
  Finding policy = breach("RLS006", "p");
  policy.object.kind = "policy";
  policy.object.parent = "users";
  CHECK(left_of("table public.users", breach("RLS002", "users")) == 0);
  CHECK(left_of("table public.users", policy) == 0);
  CHECK(left_of("schema public", policy) == 0);
  CHECK(left_of("table:public.us*", breach("RLS002", "users")) == 0);
  CHECK(left_of("* public.*", breach("RLS002", "users")) == 0);
  CHECK(left_of("table public.user", breach("RLS002", "users")) == 1);
  CHECK(left_of("policy p on public.tasks", policy) == 1);
}

TEST_CASE("what was not looked at cannot be ignored") {
  Finding skipped = breach("COV010", "users");
  skipped.cls = finding::Class::coverage;
  CHECK(left_of("table public.users", skipped) == 1);
  // Nor that there was nothing to look at.
  for (const char* code : {"CON801", "CON802", "CON806", "PRV500"}) {
    CHECK(left_of("table public.users", breach(code, "users")) == 1);
  }
}

}  // namespace
}  // namespace plumb::contract
