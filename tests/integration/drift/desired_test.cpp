// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/desired.hpp>
#include <support/catch.hpp>

#include <plumb/base/error.hpp>
#include <plumb/diff/difference.hpp>

#include "blueprint.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

desired::Script script_of(std::string text) {
  desired::Script script{.name = "a.sql", .text = std::move(text), .statements = {}, .transaction = {}};
  script.statements = sql::scan(script.text).statements;
  return script;
}

inspect::Snapshot load(std::vector<desired::Script> scripts, std::string run_as = "") {
  return desired::load({.scripts = std::move(scripts), .major = major_version(), .run_as = std::move(run_as)},
                       Stop::never());
}

}  // namespace

TEST_CASE("law: the migrations of the blueprint make what its sources declare") {
  if (major_version() < 18) {
    WARN("not run: uuidv7() needs PostgreSQL 18");
    return;
  }
  const inspect::Snapshot migrations = load(reference_migrations());
  const inspect::Snapshot sources = load(reference_sources());
  CHECK(migrations.catalog.section("table")->size() == 11);
  CHECK(migrations.catalog.section("policy")->size() == 18);
  CHECK(summary(diff::compare(sources.catalog, migrations.catalog)) == std::vector<std::string>{});
}

TEST_CASE("a live database is what a private server makes of the same scripts, whoever ran them") {
  const TestDatabase database;
  const auto admin = database.connect();
  execute(*admin, "DROP ROLE IF EXISTS drift_migrator");
  execute(*admin, "CREATE ROLE drift_migrator LOGIN SUPERUSER");
  execute(*admin, "ALTER DATABASE " + database.name() + " OWNER TO drift_migrator");
  execute(*admin, "SET ROLE drift_migrator");
  run_all(*admin, {small_module()});
  execute(*admin, "RESET ROLE");

  const inspect::Snapshot live = read(*admin);
  CHECK(live.facts.migration_role == "drift_migrator");
  SECTION("run by a role of the same name") {
    const auto wanted = load({small_module()}, live.facts.migration_role);
    CHECK(summary(diff::compare(wanted.catalog, live.catalog)) == std::vector<std::string>{});
  }
  SECTION("run by another role: the owner is a part that is played, not a name") {
    const auto wanted = load({small_module()});
    CHECK(summary(diff::compare(wanted.catalog, live.catalog)) == std::vector<std::string>{});
  }
}

TEST_CASE("files may name the database and the role that runs them") {
  const auto snapshot =
      desired::load({.scripts = {script_of("GRANT CONNECT ON DATABASE \"My App\" TO PUBLIC; CREATE TABLE t (i int);"
                                           "ALTER TABLE t OWNER TO \"The Owner\";")},
                     .major = major_version(),
                     .database = "My App",
                     .run_as = "The Owner"},
                    Stop::never());
  CHECK(snapshot.catalog.find("table", std::vector<std::string_view>{"public", "t"})->attribute("owner") ==
        "{migration role}");
}

TEST_CASE("files may make the role that ran them on the live server") {
  const auto script = script_of("CREATE ROLE drift_maker; CREATE TABLE t (i int);");
  const auto snapshot = load({script}, "drift_maker");
  CHECK(snapshot.catalog.section("table")->size() == 1);
  CHECK_THROWS_WITH(load({script, script}, "drift_maker"), "role \"drift_maker\" already exists (42710)");
}

TEST_CASE("the role that ran the files is no superuser when the catalog is read") {
  const auto superuser_of = [](const inspect::Snapshot& snapshot) {
    return snapshot.catalog.find("role", std::vector<std::string_view>{"{migration role}"})->attribute("superuser");
  };
  const auto snapshot = load({script_of("CREATE TABLE t (i int);")}, "drift_plain");
  CHECK(superuser_of(snapshot) == "no");
  CHECK(snapshot.catalog.find("table", std::vector<std::string_view>{"public", "t"})->attribute("owner") ==
        "{migration role}");
  CHECK(superuser_of(load({script_of("CREATE ROLE drift_maker;")}, "drift_maker")) == "no");
}

TEST_CASE("search_path says where unqualified names go, not how things are read") {
  desired::Request request{.scripts = {script_of("CREATE TABLE t (i int); CREATE FUNCTION f() RETURNS int LANGUAGE sql"
                                                 " RETURN (SELECT count(*) FROM t);")},
                           .major = major_version(),
                           .search_path = "app"};
  desired::exclude_bound_schema(request.read.scope, request.search_path);
  const auto snapshot = desired::load(request, Stop::never());
  CHECK(snapshot.catalog.find("table", std::vector<std::string_view>{"app", "t"}));
  CHECK(!snapshot.catalog.find("schema", std::vector<std::string_view>{"app"}));
  const auto function = snapshot.catalog.find("function", std::vector<std::string_view>{"app", "f", ""});
  REQUIRE(function);
  CHECK(function->attribute("body")->find("FROM app.t") != std::string_view::npos);
}

TEST_CASE("an error names the file, the line and the column") {
  SECTION("of the place that the server names") {
    try {
      (void)load({script_of("CREATE TABLE t (i int);\n\nSELECT 'ä', nothing\n  FROM t;\n")});
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(describe(error) ==
            "a.sql:3:13: column \"nothing\" does not exist (42703)\n  SELECT 'ä', nothing\n              ^");
    }
  }
  SECTION("of the statement else, with a hint where a role is missing") {
    try {
      (void)load({script_of("SELECT 1;\n  GRANT pg_monitor TO nobody_here;\n")});
      FAIL("no error");
    } catch (const Error& error) {
      REQUIRE(error.span());
      CHECK(error.span()->line == 2);
      CHECK(error.span()->column == 3);
      CHECK(error.hint().find("only those roles exist") != std::string::npos);
    }
  }
}

TEST_CASE("statements that need the simple protocol, or a transaction of their own, run") {
  desired::Script script = script_of("CREATE TABLE t (i int);\nBEGIN;\nINSERT INTO t VALUES (1);\nCOMMIT;\n");
  CHECK(load({script}).catalog.section("table")->size() == 1);
  script = script_of("CREATE TABLE t (i int);\nCREATE INDEX CONCURRENTLY t_i ON t (i);\nVACUUM t;");
  script.transaction = desired::Script::Transaction::each_statement;
  CHECK(load({script}).catalog.section("index")->size() == 1);
}
