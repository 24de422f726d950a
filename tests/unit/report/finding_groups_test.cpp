// SPDX-License-Identifier: Apache-2.0
#include "../../../src/report/finding_groups.hpp"

#include <support/catch.hpp>

namespace plumb::report {
namespace {

using finding::Class;
using finding::Finding;
using finding::ObjectName;

const ObjectName k_users{.kind = "table", .schema = "public", .parent = "", .name = "users", .signature = ""};
const ObjectName k_tasks{.kind = "table", .schema = "public", .parent = "", .name = "tasks", .signature = ""};
const ObjectName k_policy{
    .kind = "policy", .schema = "public", .parent = "users", .name = "users_tenant_policy", .signature = ""};

Finding given(std::string code, Class cls, ObjectName object, std::vector<std::string> related = {}) {
  Finding out;
  out.code = std::move(code);
  out.cls = cls;
  out.object = std::move(object);
  out.related = std::move(related);
  return out;
}

// "public.users: DRF003 RLS002<DRF003"
std::vector<std::string> told(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const ObjectGroup& group : finding_groups(findings, Fold::no)) {
    std::string& line = out.emplace_back(group.objects.front()->text() + ":");
    for (const GroupedFinding& each : group.findings) {
      line += " " + each.finding->code;
      for (const Finding* consequence : each.consequences) line += " " + consequence->code + "<" + each.finding->code;
    }
  }
  return out;
}

TEST_CASE("what follows from a difference stands behind it, whatever is worse") {
  CHECK(told({given("RLS001", Class::contract, k_users, {"DRF003"}), given("CTX101", Class::contract, k_tasks),
              given("DRF003", Class::drift, k_users, {"RLS001"})}) ==
        std::vector<std::string>{"table public.users: DRF003 RLS001<DRF003", "table public.tasks: CTX101"});
}

TEST_CASE("a breach on a table is told with the policy that it follows from") {
  CHECK(told({given("DRF001", Class::drift, k_policy, {"RLS004"}),
              given("RLS004", Class::contract, k_users, {"DRF001"})}) ==
        std::vector<std::string>{"policy users_tenant_policy on public.users: DRF001 RLS004<DRF001"});
}

TEST_CASE("a difference of the object itself is the nearer cause; codes of other objects are none") {
  CHECK(told({given("DRF001", Class::drift, k_policy, {"RLS004"}), given("DRF001", Class::drift, k_users, {"RLS004"}),
              given("RLS004", Class::contract, k_users, {"DRF001"})}) ==
        std::vector<std::string>{"policy users_tenant_policy on public.users: DRF001",
                                 "table public.users: DRF001 RLS004<DRF001"});
  CHECK(told({given("DRF001", Class::drift, k_tasks, {"RLS004"}),
              given("RLS004", Class::contract, k_users, {"DRF001"})}) ==
        std::vector<std::string>{"table public.tasks: DRF001", "table public.users: RLS004"});
}

}  // namespace
}  // namespace plumb::report
