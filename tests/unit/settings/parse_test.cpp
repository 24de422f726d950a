// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/settings/settings.hpp>

namespace plumb::settings {
namespace {

Settings parsed(std::string_view text) {
  return parse(text, "plumb.yaml");
}

// What a person is told; "" if nothing is wrong.
std::string complaint(std::string_view text) {
  try {
    (void)parsed(text);
    return "";
  } catch (const Error& error) {
    return describe(error);
  }
}

TEST_CASE("an empty file keeps the blueprint's defaults") {
  for (const std::string_view text : {"", "\n", "# nothing\n", "---\n", "version: 1\n", "tenant:\nrules: ~\n"}) {
    const Settings settings = parsed(text);
    CHECK(settings.schemas == std::vector<std::string>{"public"});
    CHECK(settings.tenant.column == "tenant_id");
    CHECK(settings.roles.tenant == "erun_tenant");
    CHECK(settings.names.tenant_policy.size() == 2);
    CHECK(settings.tables.root == std::vector<std::string>{"tenants", "tenant_issuers"});
    CHECK(settings.tables.global.at(0).table == "atlas_schema_revisions");
    CHECK(settings.fail_on == finding::Severity::high);
  }
}

TEST_CASE("every key of the format is read") {
  const Settings settings = parsed(R"(version: 1
schemas: [app, billing]
tenant: {column: org_id, type: bigint, table: orgs, function: current_org, setting: app.org}
roles: {tenant: app_tenant, operations: app_ops, logins: [api, worker], owners: [app_owner]}
names:
  tenant_policy: "{table}_t"
  operations_policy: ["{table}_o", "{table}_ops"]
  tenant_command_policy: ["{table}_t_{command}"]
  operations_command_policy: ["{table}_o_{command}"]
  timestamps_trigger: "{table}_ts"
timestamps: {function: stamp, created: made, updated: changed}
tables:
  root: [org_issuers]
  append_only: [events]
  tenant: [invoices]
  global: [{table: countries, reason: the same for all}]
rules:
  RLS008: off
  COL217: {severity: info}
  PRV510: low
  RLS007: {extra_policy_roles: [reporting, retention], mode: strict}
  paths: [rules/]
ignore: [{object: "extension:pg_stat_statements", reason: installed by the platform}]
waivers:
  - rule: COL222
    object: table public.users
    reason: see ADR 12
    owner: data-platform
    until: 2027-03-31
    fingerprint: b1946ac92492d234
fail_on: none
)");
  CHECK(settings.schemas == std::vector<std::string>{"app", "billing"});
  CHECK(settings.tenant.setting == "app.org");
  CHECK(settings.roles.logins == std::vector<std::string>{"api", "worker"});
  CHECK(settings.names.tenant_policy == std::vector<std::string>{"{table}_t"});
  CHECK(settings.names.operations_command_policy == std::vector<std::string>{"{table}_o_{command}"});
  CHECK(settings.timestamps.updated == "changed");
  // The table of tenants is a root even where the list forgets it.
  CHECK(settings.tables.root == std::vector<std::string>{"org_issuers", "orgs"});
  CHECK(settings.tables.tenant == std::vector<std::string>{"invoices"});
  CHECK(settings.tables.global.at(0).reason == "the same for all");
  CHECK(settings.rules.at("RLS008").off);
  CHECK(settings.rules.at("COL217").severity == finding::Severity::info);
  CHECK(settings.rules.at("PRV510").severity == finding::Severity::low);
  CHECK(settings.rules.at("RLS007").knobs.at("extra_policy_roles") ==
        std::vector<std::string>{"reporting", "retention"});
  CHECK(settings.rules.at("RLS007").knobs.at("mode") == std::vector<std::string>{"strict"});
  CHECK(settings.rule_paths == std::vector<std::string>{"rules/"});
  CHECK(settings.ignore.at(0).object == "extension pg_stat_statements");
  const Waiver& waiver = settings.waivers.at(0);
  CHECK(waiver.object == "table public.users");
  CHECK(format_date(waiver.until) == "2027-03-31");
  CHECK(waiver.fingerprint == "b1946ac92492d234");
  CHECK(waiver.place.line == 25);
  CHECK_FALSE(settings.fail_on);
}

TEST_CASE("anchors, aliases and merge keys count; what a mapping says itself comes first") {
  const Settings settings = parsed(R"(waivers:
  - &first {rule: RLS001, object: table public.a, reason: &why for now, until: 2027-01-01}
  - {<<: *first, object: table public.b, reason: *why}
  - <<: [{rule: RLS002, object: table public.c}, *first]
)");
  REQUIRE(settings.waivers.size() == 3);
  CHECK(settings.waivers[1].rule == "RLS001");
  CHECK(settings.waivers[1].object == "table public.b");
  CHECK(settings.waivers[2].rule == "RLS002");
  CHECK(settings.waivers[2].reason == "for now");
}

TEST_CASE("a mistake is shown where it stands, with what was meant") {
  CHECK(complaint("version: 1\ntenent:\n  column: x\n") ==
        "plumb.yaml:2:1: unknown key \"tenent\" in plumb.yaml\n  tenent:\n  ^\nHINT: did you mean \"tenant\"?");
  CHECK(complaint("schemas: public\n") ==
        "plumb.yaml:1:10: schemas is a list, not a text\n  schemas: public\n           ^");
  // A column is a character, not a byte.
  CHECK(complaint("tenant: {column: ä, tabel: t}\n") ==
        "plumb.yaml:1:21: unknown key \"tabel\" in tenant\n  tenant: {column: ä, tabel: t}\n"
        "                      ^\nHINT: did you mean \"table\"?");
}

TEST_CASE("all mistakes of a file are told at once, in the order of the lines") {
  CHECK(complaint("fail_on: hihg\nroles: {logins: api}\nversion: 2\n") ==
        "3 problems\n"
        "plumb.yaml:1:10: fail_on is critical, high, medium, low or info, not \"hihg\"\n"
        "  fail_on: hihg\n           ^\nHINT: did you mean \"high\"?\n"
        "plumb.yaml:2:17: roles.logins is a list, not a text\n"
        "  roles: {logins: api}\n                  ^\n"
        "plumb.yaml:3:10: unknown version \"2\"\n"
        "  version: 2\n           ^\nHINT: this plumb knows version 1");
}

void check_refused(std::string_view text, std::string_view message) {
  CAPTURE(text);
  const std::string told = complaint(text);
  CAPTURE(told);
  CHECK(told.find(message) != std::string::npos);
}

TEST_CASE("what cannot be meant is refused") {
  check_refused("names: {tenant_policy: [tenant]}", "pattern \"tenant\" has no {table}");
  check_refused("names: {timestamps_trigger: stamp}", "pattern \"stamp\" has no {table}");
  check_refused("names: {tenant_command_policy: [\"{table}_x\"]}", "has no {command}");
  check_refused("names: {tenant_policy: []}", "has no pattern");
  check_refused("schemas: [a, b, a]", "\"a\" is in schemas twice");
  check_refused("version: 1\nversion: 1", "key \"version\" of plumb.yaml is given twice");
  check_refused("tables: {root: [a], append_only: [a]}", "both in tables.root and in tables.append_only");
  check_refused("tables: {global: [{table: a}]}", "table a is global without reason");
  check_refused("tables: {global: [a]}", "is a mapping, not a text");
  check_refused("rules: {rls008: off}", "\"rls008\" is no code of a rule");
  check_refused("rules: {RLS008: maybe}", "not \"maybe\"");
  check_refused("roles: {tenant: a, operations: a}", "both the tenant role and the operations role");
  check_refused("roles: {tenant: [a]}", "roles.tenant is a text, not a list");
  check_refused("roles: {tenant: ''}", "roles.tenant is empty");
  check_refused("ignore: [{object: table a.b}]", "table a.b is ignored without reason");
  check_refused("ignore: [{object: users, reason: x}]", "does not say what kind of object");
  check_refused("[1, 2]", "plumb.yaml is a mapping, not a list");
  check_refused("a: [1", "no YAML");
  check_refused("version: 1\n---\nversion: 1\n", "a second document is not allowed");
}

TEST_CASE("a waiver needs rule, object, reason and a date that is one") {
  const std::string_view whole = "rule: RLS001, object: table a.b, reason: r, until: 2027-02-28";
  CHECK(complaint("waivers: [{" + std::string(whole) + "}]").empty());
  check_refused("waivers: [{object: table a.b, reason: r, until: 2027-02-28}]", "the waiver has no rule");
  check_refused("waivers: [{rule: RLS001, reason: r, until: 2027-02-28}]", "the waiver has no object");
  check_refused("waivers: [{rule: RLS001, object: table a.b, until: 2027-02-28}]", "the waiver has no reason");
  check_refused("waivers: [{rule: RLS001, object: table a.b, reason: r}]", "the waiver has no date");
  for (const std::string_view date : {"2027-02-29", "2027-2-28", "tomorrow", "2027-13-01", "2027-00-10", "27-01-01"}) {
    check_refused("waivers: [{rule: RLS001, object: table a.b, reason: r, until: " + std::string(date) + "}]",
                  "is no date");
  }
  const std::string twice(whole);
  check_refused("waivers: [{" + twice + "}, {" + twice + "}]", "waived twice");
  // A date that has passed is for the audit to tell.
  CHECK(complaint("waivers: [{rule: RLS001, object: table a.b, reason: r, until: 1999-01-01}]").empty());
}

TEST_CASE("a file that unfolds to too much is refused before it is unfolded") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 30; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + below + ", " + below + ", " + below +
            ", " + below + ", " + below + "]\n";
  }
  check_refused(bomb, "unfolds to too much");
  check_refused("a: " + std::string(200, '[') + std::string(200, ']'), "levels deep");
  check_refused("a: &a [*a]", "an alias of what it stands in");
  check_refused(std::string((1 << 20) + 1, '#'), "larger than");
}

}  // namespace
}  // namespace plumb::settings
