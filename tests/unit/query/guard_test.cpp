// SPDX-License-Identifier: Apache-2.0
#include "given.hpp"

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;
using query::Database;
using Reason = query::Failure::Reason;

TEST_CASE("SQL can read and nothing else") {
  GivenCatalog given;
  given.tables();
  Database database(given.catalog, given.settings, small_options());
  for (const char* sql : {"DELETE FROM tables",
                          "INSERT INTO tables(name) VALUES ('x')",
                          "UPDATE tables SET name = 'x'",
                          "CREATE TABLE t(a)",
                          "CREATE TEMP TABLE t(a)",
                          "CREATE VIEW v AS SELECT 1",
                          "DROP TABLE tables",
                          "CREATE VIRTUAL TABLE v USING fts5(a)",
                          "ATTACH 'x.db' AS x",
                          "DETACH main",
                          "VACUUM",
                          "VACUUM INTO 'x.db'",
                          "PRAGMA temp_store = file",
                          "PRAGMA table_info(tables)",
                          "BEGIN",
                          "COMMIT",
                          "SAVEPOINT s",
                          "REINDEX",
                          "ANALYZE",
                          "SELECT load_extension('x')",
                          "SELECT random()",
                          "SELECT randomblob(3)",
                          "SELECT date('now')",
                          "SELECT fts3_tokenizer('simple')",
                          "SELECT sqlite_version()",
                          "SELECT readfile('/etc/passwd')",
                          "SELECT * FROM sqlite_schema",
                          "SELECT count(*) FROM sqlite_master",
                          "SELECT * FROM pragma_database_list",
                          "SELECT count(*) FROM pragma_database_list",
                          "SELECT * FROM dbstat",
                          "SELECT 1; SELECT 2",
                          "SELECT 1; DROP TABLE tables",
                          "WITH x AS (SELECT 1) DELETE FROM tables"}) {
    INFO(sql);
    const query::Failure failure = failure_of(database, sql);
    const bool unknown =
        failure.message.starts_with("no such") || failure.message.find("may not be modified") != std::string::npos;
    CHECK((failure.reason == Reason::forbidden || unknown));
  }
  CHECK(failure_of(database, "PRAGMA user_version").message ==
        "PRAGMA user_version is not allowed: a catalog is read with SELECT");
  CHECK(failure_of(database, "SELECT random()").message == "function random() may not be called here");
  CHECK(failure_of(database, "SELECT * FROM sqlite_schema").message == "table sqlite_master is not one of the catalog");
}

TEST_CASE("what reading needs is there") {
  GivenCatalog given;
  given.tables({{"app", "users", "yes", "dba", R"(["SELECT TO a","INSERT TO b"])"}});
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT j.value FROM tables, json_each(acl) j ORDER BY 1") == "INSERT TO b\nSELECT TO a");
  CHECK(answer(database,
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) "
               "SELECT count(*), sum(i), group_concat(i) FROM n") == "4|10|1,2,3,4");
  CHECK(answer(database, "WITH x AS (SELECT 1) SELECT count(*) FROM x;  -- the end\n") == "1");
  CHECK(answer(database, "VALUES (1), (2)") == "1\n2");
  CHECK(answer(database, "SELECT row_number() OVER (ORDER BY name) FROM tables") == "1");
  CHECK(answer(database, "SELECT 1.5, 2.0, NULL, 'x', lower('A'), 'abc' LIKE 'A%', 'abc' GLOB 'a*'") ==
        "1.5|2.0|-|x|a|1|1");
}

TEST_CASE("a query that does not end is ended") {
  const std::string_view endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
  GivenCatalog given;
  Database database(given.catalog, given.settings, small_options());
  const query::Failure time = failure_of(database, endless, {.time = std::chrono::milliseconds(20)});
  CHECK(time.reason == Reason::out_of_time);
  CHECK(time.message == "the query took longer than 20 ms");

  Stop stop;
  stop.request();
  Database stopped(given.catalog, given.settings, {.kinds = small_kinds(), .stop = stop});
  const query::Failure interrupted = failure_of(stopped, endless);
  CHECK(interrupted.reason == Reason::interrupted);
  CHECK(to_error(interrupted, endless, "").code() == ErrorCode::interrupted);
}

TEST_CASE("rows and memory have limits") {
  const std::string_view many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) ";
  GivenCatalog given;
  Database database(given.catalog, given.settings, small_options());
  const auto outcome = database.run(fmt::format("{}SELECT i FROM n", many), {.rows = 3});
  CHECK(std::get<query::Result>(outcome).rows.size() == 3);
  CHECK(std::get<query::Result>(outcome).more);
  CHECK_FALSE(std::get<query::Result>(database.run("VALUES (1), (2), (3)", {.rows = 3})).more);

  const query::Limits small = {.memory = 1 << 20};
  CHECK(failure_of(database, fmt::format("{}SELECT i FROM n", many), small).reason == Reason::out_of_space);
  CHECK(failure_of(database, fmt::format("{}SELECT i FROM n ORDER BY -i LIMIT 300000", many), small).reason ==
        Reason::out_of_space);
  CHECK(
      failure_of(
          database,
          "WITH RECURSIVE d(s) AS (SELECT 'xxxxxxxx' UNION ALL SELECT s || s FROM d LIMIT 40) SELECT length(s) FROM d")
          .reason == Reason::out_of_space);
}
