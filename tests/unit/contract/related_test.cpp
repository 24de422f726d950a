// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/contract/related.hpp>

namespace plumb::contract {
namespace {

using finding::Finding;

Finding about(finding::Class cls, std::string code, finding::ObjectName object) {
  Finding out;
  out.cls = cls;
  out.code = std::move(code);
  out.object = std::move(object);
  return out;
}

const finding::ObjectName k_users{.kind = "table", .schema = "public", .parent = "", .name = "users", .signature = ""};
const finding::ObjectName k_policy{
    .kind = "policy", .schema = "public", .parent = "users", .name = "users_tenant_policy", .signature = ""};

TEST_CASE("a breach and the difference that it follows from name each other") {
  std::vector<Finding> findings = {about(finding::Class::contract, "RLS002", k_users),
                                   about(finding::Class::drift, "DRF003", k_users)};
  findings[1].attributes = {{"force_row_security", "yes", "no"}};
  relate(findings, Rules::builtin());
  CHECK(findings[0].related == std::vector<std::string>{"DRF003"});
  CHECK(findings[1].related == std::vector<std::string>{"RLS002"});
}

TEST_CASE("a difference of another fact, or of another table, is no cause") {
  std::vector<Finding> findings = {about(finding::Class::contract, "RLS002", k_users),
                                   about(finding::Class::drift, "DRF003", k_users),
                                   about(finding::Class::drift, "DRF003", k_users)};
  findings[1].attributes = {{"owner", "a", "b"}};
  findings[2].object.name = "tasks";
  findings[2].attributes = {{"force_row_security", "yes", "no"}};
  relate(findings, Rules::builtin());
  for (const Finding& finding : findings) CHECK(finding.related.empty());
}

TEST_CASE("a table breaks a rule because a policy of it is gone") {
  std::vector<Finding> findings = {about(finding::Class::drift, "DRF001", k_policy),
                                   about(finding::Class::contract, "RLS004", k_users)};
  relate(findings, Rules::builtin());
  CHECK(findings[0].related == std::vector<std::string>{"RLS004"});
  CHECK(findings[1].related == std::vector<std::string>{"DRF001"});
}

finding::ObjectName named(std::string kind, std::string name, std::string schema = "") {
  return {.kind = std::move(kind), .schema = std::move(schema), .parent = "", .name = std::move(name), .signature = ""};
}

TEST_CASE("a role breaks a rule because of a membership of it") {
  std::vector<Finding> findings = {
      about(finding::Class::contract, "PRV503", named("role", "erun_api")),
      about(finding::Class::drift, "DRF002", named("membership", "erun_operations, erun_api, {migration role}")),
      about(finding::Class::drift, "DRF001", named("membership", "erun_operations, erun_api_old, {migration role}"))};
  relate(findings, Rules::builtin());
  CHECK(findings[0].related == std::vector<std::string>{"DRF002"});
  CHECK(findings[1].related == std::vector<std::string>{"PRV503"});
  CHECK(findings[2].related.empty());
}

TEST_CASE("a difference tells the database and the role of the migrations by placeholders") {
  std::vector<Finding> findings = {
      about(finding::Class::contract, "PRV518", named("database", "shop")),
      about(finding::Class::drift, "DRF003", named("database", "{database}")),
      about(finding::Class::contract, "PRV516", named("schema_default_privilege", "erun_owner, TABLES", "public")),
      about(finding::Class::drift, "DRF002", named("schema_default_privilege", "{migration role}, TABLES", "public")),
      about(finding::Class::drift, "DRF001", named("schema_default_privilege", "{migration role}, TYPES", "public"))};
  findings[1].attributes = {{"acl", "[]", "[\"CREATE TO erun_api\"]"}};
  relate(findings, Rules::builtin());
  CHECK(findings[0].related == std::vector<std::string>{"DRF003"});
  CHECK(findings[2].related == std::vector<std::string>{"DRF002"});
  CHECK(findings[4].related.empty());
}

}  // namespace
}  // namespace plumb::contract
