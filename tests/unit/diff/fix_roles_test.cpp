// SPDX-License-Identifier: Apache-2.0
// Fixes of roles, memberships, settings, the database and default privileges. What they say is run on a real server by
// the sensitivity test.
#include <plumb/diff/findings.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <support/catalogs.hpp>

using namespace plumb;
using namespace plumb::diff;
using catalog::Catalog;

namespace {

using Values = std::map<std::string, std::string>;

const catalog::Kind& builtin_kind(std::string_view name) {
  const auto list = catalog::Kinds::builtin().for_server(180000);
  return **std::ranges::find(list, name, &catalog::Kind::name);
}

// A catalog with that object, or with none.
Catalog make_catalog(std::string_view kind_name, const std::optional<Values>& values) {
  const catalog::Kind& kind = builtin_kind(kind_name);
  std::vector<std::string> columns = kind.identity;
  for (const auto& [attribute, facts] : kind.attributes) columns.push_back(attribute);
  std::vector<test::Row> rows;
  if (values) {
    for (rows.emplace_back(); const std::string& column : columns) {
      const auto found = values->find(column);
      rows[0].push_back(found == values->end() ? std::nullopt : std::optional(found->second));
    }
  }
  Catalog catalog;
  catalog.add(kind, test::make_table(columns, rows));
  return catalog;
}

std::string fix_of(std::string_view kind, const std::optional<Values>& desired, const std::optional<Values>& live,
                   const FindingOptions& options = {.migration_role = "Deployer", .database = "App"}) {
  const Catalog left = make_catalog(kind, desired);
  const Catalog right = make_catalog(kind, live);
  return fix(compare(left, right).list.at(0), options);
}

Values with(Values values, const Values& more) {
  for (const auto& [name, value] : more) values[name] = value;
  return values;
}

const Values k_role = {{"name", "\"my app\""}, {"superuser", "no"},       {"inherit", "yes"},    {"create_role", "no"},
                       {"login", "no"},        {"create_database", "no"}, {"replication", "no"}, {"bypass_rls", "no"}};
const Values k_membership = {{"role", "tenant"}, {"member", "app"}, {"grantor", "{migration role}"}, {"admin", "no"},
                             {"inherit", "no"},  {"set", "yes"},    {"granted_by", R"(["boss"])"}};

}  // namespace

TEST_CASE("what differs of a role is one statement") {
  CHECK(fix_of("role", k_role, with(k_role, {{"bypass_rls", "yes"}, {"login", "yes"}, {"connection_limit", "3"}})) ==
        "ALTER ROLE \"my app\" NOLOGIN NOBYPASSRLS CONNECTION LIMIT -1;");
  CHECK(fix_of("role", k_role, with(k_role, {{"valid_until", "2031-01-01 00:00:00+00"}})) ==
        "ALTER ROLE \"my app\" VALID UNTIL 'infinity';");
}

TEST_CASE("a missing role is made as it is declared, a foreign one is not dropped") {
  CHECK(fix_of("role", with(k_role, {{"comment", "it's"}}), std::nullopt) ==
        "CREATE ROLE \"my app\" NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB NOLOGIN NOREPLICATION NOBYPASSRLS;\n"
        "COMMENT ON ROLE \"my app\" IS 'it''s';");
  CHECK(fix_of("role", std::nullopt, k_role) == "-- DROP ROLE \"my app\";  -- would destroy data");
}

TEST_CASE("a membership is granted with all that it should be") {
  CHECK(fix_of("membership", k_membership, std::nullopt) ==
        "GRANT tenant TO app WITH ADMIN FALSE, INHERIT FALSE, SET TRUE;");
  CHECK(fix_of("membership", k_membership, with(k_membership, {{"inherit", "yes"}})) ==
        "GRANT tenant TO app WITH ADMIN FALSE, INHERIT FALSE, SET TRUE GRANTED BY boss;");
  CHECK(fix_of("membership", std::nullopt, k_membership) == "REVOKE tenant FROM app GRANTED BY boss;");
}

TEST_CASE("a membership before PostgreSQL 16 has ADMIN only") {
  Values old = k_membership;
  for (const char* name : {"inherit", "set"}) old.erase(name);
  CHECK(fix_of("membership", old, std::nullopt) == "GRANT tenant TO app;");
  CHECK(fix_of("membership", old, with(old, {{"admin", "yes"}})) == "REVOKE ADMIN OPTION FOR tenant FROM app;");
  CHECK(fix_of("membership", with(old, {{"admin", "yes"}}), old) == "GRANT tenant TO app WITH ADMIN OPTION;");
}

TEST_CASE("a membership that only another role can grant or several granted is left open") {
  CHECK(fix_of("membership", with(k_membership, {{"grantor", "lead"}}), std::nullopt).empty());
  CHECK(fix_of("membership", std::nullopt, with(k_membership, {{"granted_by", R"(["a","b"])"}})).empty());
}

TEST_CASE("settings are set where they stand, lists of names name by name") {
  const Values setting = {{"role", "app"}, {"database", "{database}"}, {"name", "search_path"}};
  CHECK(fix_of("role_setting", with(setting, {{"value", "public, \"Odd, \"\"one\"\"\", pg_temp"}}), std::nullopt) ==
        "ALTER ROLE app IN DATABASE \"App\" SET search_path TO 'public', 'Odd, \"one\"', 'pg_temp';");
  CHECK(fix_of("role_setting", std::nullopt, with(setting, {{"value", "x"}})) ==
        "ALTER ROLE app IN DATABASE \"App\" RESET search_path;");
  CHECK(fix_of("role_setting", with(setting, {{"role", ""}, {"name", "my.thing"}, {"value", "it's"}}), std::nullopt) ==
        "ALTER DATABASE \"App\" SET my.thing TO 'it''s';");
  CHECK(fix_of("role_setting", with(setting, {{"database", ""}, {"role", ""}, {"name", "jit"}, {"value", "off"}}),
               std::nullopt) == "ALTER ROLE ALL SET jit TO 'off';");
}

TEST_CASE("a setting is left open where its value is hidden, or the database not known") {
  const Values setting = {{"role", ""}, {"database", "{database}"}, {"name", "my.token"}, {"value", "x"}};
  CHECK(fix_of("role_setting", with(setting, {{"value", "{hidden, sha256 0a1b…}"}}), setting) ==
        "-- ALTER DATABASE \"App\" SET my.token TO '…';  -- secrets are not looked at");
  CHECK(fix_of("role_setting", setting, std::nullopt, {}).empty());
}

TEST_CASE("privileges on the database are put right, its owner is not guessed") {
  const Values database = {{"name", "{database}"}, {"acl", R"(["CONNECT TO PUBLIC"])"}, {"owner", "{administrator}"}};
  CHECK(fix_of("database", database,
               with(database, {{"acl", R"(["CONNECT TO PUBLIC","TEMPORARY TO PUBLIC"])"}, {"owner", "app"}})) ==
        "REVOKE TEMPORARY ON DATABASE \"App\" FROM PUBLIC;\n-- by hand: owner");
}

TEST_CASE("default privileges: what is granted on top, what is taken off") {
  const Values of_all = {{"role", "{migration role}"}, {"type", "FUNCTIONS"}, {"granted", "[]"}, {"revoked", "[]"}};
  CHECK(fix_of("default_privilege", with(of_all, {{"revoked", R"(["EXECUTE TO PUBLIC","EXECUTE TO {owner}"])"}}),
               std::nullopt) ==
        "ALTER DEFAULT PRIVILEGES FOR ROLE \"Deployer\" REVOKE EXECUTE ON FUNCTIONS FROM \"Deployer\";\n"
        "ALTER DEFAULT PRIVILEGES FOR ROLE \"Deployer\" REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;");
  const Values in_schema = {
      {"schema", "Sales"}, {"role", "owner"}, {"type", "TABLES"}, {"granted", R"(["SELECT TO app"])"}};
  CHECK(fix_of("schema_default_privilege", std::nullopt, in_schema) ==
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA \"Sales\" REVOKE SELECT ON TABLES FROM app;");
}
