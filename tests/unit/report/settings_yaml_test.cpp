// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/settings_yaml.hpp>

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::report;

TEST_CASE("what is the blueprint's own is left out") {
  settings::Settings same;
  CHECK(settings_yaml(same, {}, {}) ==
        "version: 1\ntables:\n  root: [tenants, tenant_issuers]\n  append_only: [audit_events, usage_events]\n");
}

TEST_CASE("what is written is read again as it was, whatever the names are") {
  settings::Settings odd;
  odd.schemas = {"app", "Other Schema"};
  odd.tenant = {.column = "no", .type = "bigint", .table = "kund\"en", .function = "f", .setting = "a.b"};
  odd.roles = {.tenant = "on", .operations = "#x", .logins = {"a: b", "c"}, .owners = {"'o'"}};
  odd.names.tenant_policy = {"{table} is mine"};
  odd.timestamps.function = "true";
  odd.tables.root = {"kund\"en", "null"};
  odd.tables.append_only = {};
  const std::string text = settings_yaml(odd, {"countries", "Units"}, {"table a.b: two\nlines"});
  INFO(text);
  const settings::Settings read = settings::parse(text, "plumb.yaml");
  CHECK(read.schemas == odd.schemas);
  CHECK(read.tenant.column == "no");
  CHECK(read.tenant.table == odd.tenant.table);
  CHECK(read.roles.tenant == "on");
  CHECK(read.roles.operations == "#x");
  CHECK(read.roles.logins == odd.roles.logins);
  CHECK(read.roles.owners == odd.roles.owners);
  CHECK(read.names.tenant_policy == odd.names.tenant_policy);
  CHECK(read.timestamps.function == "true");
  CHECK(read.tables.root == odd.tables.root);
  CHECK(read.tables.append_only.empty());
  REQUIRE(read.tables.global.size() == 3);
  CHECK(read.tables.global[2].table == "Units");
  CHECK(text.ends_with("# Not as the majority has it:\n#   table a.b: two lines\n"));
}
