// SPDX-License-Identifier: Apache-2.0
#include "given.hpp"

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;
using query::Database;
using Reason = query::Failure::Reason;

namespace {

GivenCatalog three_tables() {
  GivenCatalog given;
  given.tables({{"app", "users", "yes", "dba", "[]"},
                {"app", "notes", "no", "{migration role}", R"(["SELECT TO {migration role}"])"},
                {"web", "pages", "forced", "\"Old \"\"Owner\"", std::nullopt}});
  return given;
}

}  // namespace

TEST_CASE("a kind is a table: identity first, flags as numbers, NULL as NULL") {
  const GivenCatalog given = three_tables();
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT * FROM \"table\"") ==
        "app|notes|0|{migration role}|[\"SELECT TO {migration role}\"]\n"
        "app|users|1|dba|[]\n"
        "web|pages|forced|Old \"Owner|-");
  CHECK(answer(database, "SELECT typeof(row_security), typeof(acl) FROM tables WHERE name <> 'notes'") ==
        "integer|text\ntext|null");
}

TEST_CASE("the role that runs the migrations is told by its name") {
  const GivenCatalog given = three_tables();
  Database database(given.catalog, given.settings, small_options("Deploy"));
  CHECK(answer(database, "SELECT owner, acl FROM tables WHERE name = 'notes'") == R"(Deploy|["SELECT TO \"Deploy\""])");
}

TEST_CASE("a name that is a role is found as it is shown") {
  GivenCatalog given;
  given.roles({{"\"A\"", "no"}, {"b", "no"}, {"{migration role}", "yes"}});
  Database database(given.catalog, given.settings, small_options("a_first"));
  CHECK(answer(database, "SELECT superuser FROM role WHERE name = 'a_first'") == "1");
  CHECK(answer(database, "SELECT superuser FROM role WHERE name = 'A'") == "0");
  CHECK(answer(database, "SELECT name FROM role ORDER BY name") == "A\na_first\nb");
}

TEST_CASE("every table answers to its plural, and a space in a kind is an underscore") {
  GivenCatalog given = three_tables();
  given.policies().add("view rule", {"name"}, {{"r"}});
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT count(*) FROM policies") == "0");
  CHECK(answer(database, "SELECT name FROM view_rule UNION ALL SELECT name FROM view_rules") == "r\nr");
}

TEST_CASE("a kind that was not read is no empty table") {
  const GivenCatalog given = three_tables();
  Database database(given.catalog, given.settings, small_options());
  for (const char* sql : {"SELECT * FROM policy", "SELECT count(*) FROM policies", "SELECT 1 FROM tables, policy",
                          "SELECT name FROM tables WHERE EXISTS (SELECT 1 FROM policy)"}) {
    const query::Failure failure = failure_of(database, sql);
    CHECK(failure.reason == Reason::not_read);
    CHECK(failure.kind == "policy");
    CHECK(failure.message == "could not run: kind policy was not read");
  }
  // The next one is not hurt by it.
  CHECK(answer(database, "SELECT count(*) FROM tables") == "3");
}

TEST_CASE("a derived table tells which kind it lacks") {
  const GivenCatalog given = three_tables();
  Database database(given.catalog, given.settings, small_options());
  CHECK(failure_of(database, "SELECT * FROM tenant_table").kind == "column");
  CHECK(failure_of(database, "SELECT * FROM audited_schema").kind == "schema");
  CHECK(answer(database, "SELECT value FROM setting WHERE name = 'tenant.column'") == "tenant_id");
}

TEST_CASE("what SQL does wrong is told with its place and a hint") {
  const GivenCatalog given = three_tables();
  Database database(given.catalog, given.settings, small_options());
  const query::Failure table = failure_of(database, "SELECT * FROM tabels");
  CHECK(table.reason == Reason::sql);
  CHECK(table.message == "no such table: tabels");
  CHECK(table.hint == "did you mean \"table\"?");

  const std::string_view sql = "SELECT name\nFROM table";
  const query::Failure keyword = failure_of(database, sql);
  CHECK(keyword.message == "near \"table\": syntax error");
  CHECK(keyword.hint == "if table is meant as a name, write it in double quotes");
  CHECK(describe(to_error(keyword, sql, "rule.sql")) ==
        "rule.sql:2:6: near \"table\": syntax error\n  FROM table\n       ^\n"
        "HINT: if table is meant as a name, write it in double quotes");

  const query::Failure column = failure_of(database, "SELECT 'ä', nmae FROM tables");
  CHECK(column.message == "no such column: nmae");
  CHECK(to_error(column, "SELECT 'ä', nmae FROM tables", "").span()->column == 13);
  // A word in double quotes is a name, never a text.
  CHECK(failure_of(database, "SELECT \"nobody\" FROM tables").message == "no such column: nobody");
  CHECK(failure_of(database, "").message == "there is no SQL to run");
  CHECK(failure_of(database, " -- nothing\n").message == "there is no SQL to run");
}

TEST_CASE("compile tells the columns and runs nothing") {
  const GivenCatalog given = three_tables();
  Database database(given.catalog, given.settings, small_options());
  const auto compiled = database.compile("SELECT schema, name, 'x' AS message FROM tables");
  CHECK(std::get<std::vector<std::string>>(compiled) == std::vector<std::string>{"schema", "name", "message"});
  CHECK(database.rows_visited() == 0);
  CHECK(std::get<query::Failure>(database.compile("SELECT * FROM policy")).reason == Reason::not_read);
}

TEST_CASE("functions of the caller can be called, and fail by name") {
  const GivenCatalog given = three_tables();
  query::Options options = small_options();
  options.functions.push_back({"twice", 1, [](std::span<const query::Value> arguments) -> query::Value {
                                 if (query::is_null(arguments[0])) throw Error("there is nothing to double");
                                 return std::get<std::int64_t>(arguments[0]) * 2;
                               }});
  Database database(given.catalog, given.settings, std::move(options));
  CHECK(answer(database, "SELECT twice(21)") == "42");
  CHECK(answer(database, "SELECT twice(NULL)") == "failed: twice(): there is nothing to double");
}

TEST_CASE("tables() lists what there is, and what is not there and why") {
  const GivenCatalog given = three_tables();
  Database database(given.catalog, given.settings, small_options());
  const auto tables = database.tables();
  const auto find = [&](std::string_view name) {
    return *std::ranges::find(tables, name, &query::TableDescription::name);
  };
  CHECK(find("table").also == "tables");
  CHECK(find("table").columns.size() == 5);
  CHECK(find("table").columns[2].what == "1 or 0");
  CHECK(find("policy").unavailable == "could not run: kind policy was not read");
  CHECK(find("setting").derived);
  CHECK_FALSE(tables.front().derived);
  CHECK(tables.back().derived);
}

TEST_CASE("a kind that the server is too old for has no objects, and is not unread") {
  const settings::Settings settings;
  catalog::Catalog old;
  Database unknown(old, settings, {.server_version = 140000});
  CHECK(answer(unknown, "SELECT parameter, grantee, privileges FROM parameter_privilege").empty());
  CHECK(answer(unknown, "SELECT publication, schema FROM publication_schemas").empty());
  CHECK(failure_of(unknown, "SELECT * FROM publication").kind == "publication");
  Database newer(old, settings, {.server_version = 150000});
  CHECK(failure_of(newer, "SELECT * FROM parameter_privilege").kind == "parameter_privilege");
}
