// SPDX-License-Identifier: Apache-2.0
// That an equality is a look-up is seen by counting the rows that were looked at.
#include "given.hpp"

#include <map>
#include <random>

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;
using query::Database;

namespace {

constexpr int k_tables = 500;

// Tables with 4 columns each.
GivenCatalog many_tables(int count = k_tables) {
  std::vector<Row> tables;
  std::vector<Row> columns;
  for (int i = 0; i < count; ++i) {
    const std::string name = fmt::format("t{:03}", i);
    tables.push_back({"app", name, i % 2 == 0 ? "yes" : "no", i % 10 == 0 ? "rare" : "dba", "[]"});
    for (const char* column : {"a", "b", "c", "tenant_id"})
      columns.push_back({"app", name, column, "uuid", "yes", std::nullopt});
  }
  GivenCatalog given;
  given.tables(tables).columns(columns);
  return given;
}

std::size_t visited(Database& database, std::string_view sql, const std::string& expected) {
  const std::size_t before = database.rows_visited();
  CHECK(answer(database, sql) == expected);
  return database.rows_visited() - before;
}

}  // namespace

TEST_CASE("the identity, or the first parts of it, is searched, not scanned") {
  const GivenCatalog given = many_tables();
  Database database(given.catalog, given.settings, small_options());
  CHECK(visited(database, "SELECT owner FROM tables WHERE schema = 'app' AND name = 't123'", "dba") == 1);
  CHECK(visited(database, "SELECT owner FROM tables WHERE schema = 'app' AND name = 'no'", "") == 0);
  CHECK(visited(database, "SELECT count(*) FROM columns WHERE schema = 'app' AND \"table\" = 't007'", "4") == 4);
  CHECK(visited(database, "SELECT count(*) FROM tables WHERE schema = 'app'", "500") == 500);
  CHECK(visited(database, "SELECT count(*) FROM tables WHERE schema = 'web'", "0") == 0);
}

TEST_CASE("an equality on any other column is a look-up too") {
  const GivenCatalog given = many_tables();
  Database database(given.catalog, given.settings, small_options());
  CHECK(visited(database, "SELECT count(*) FROM tables WHERE owner = 'rare'", "50") == 50);
  CHECK(visited(database, "SELECT schema FROM tables WHERE name = 't321'", "app") == 1);
  CHECK(visited(database, "SELECT name FROM tables WHERE name IN ('t001', 'x', 't002')", "t001\nt002") == 2);
}

TEST_CASE("of thousands of rows those with one of a few values are looked through") {
  constexpr int k_thousands = 5000;
  const GivenCatalog given = many_tables(k_thousands);
  Database database(given.catalog, given.settings, small_options());
  CHECK(visited(database, "SELECT count(*) FROM tables WHERE owner = 'rare'", "500") == k_thousands);
  CHECK(visited(database, "SELECT count(*) FROM tables WHERE owner = 'nobody'", "0") == k_thousands);
  CHECK(visited(database, "SELECT owner FROM tables WHERE name = 't321'", "dba") == 1);
}

TEST_CASE("a join looks at what it returns") {
  const GivenCatalog given = many_tables();
  Database database(given.catalog, given.settings, small_options());
  const std::string_view join =
      "SELECT count(*) FROM tables t JOIN columns c ON c.schema = t.schema AND c.\"table\" = t.name "
      "WHERE c.name = 'tenant_id'";
  CHECK(visited(database, join, "500") <= 3 * k_tables);
  const std::string_view exists =
      "SELECT count(*) FROM tables t WHERE NOT EXISTS (SELECT 1 FROM columns c WHERE c.\"table\" = t.name AND c.name = "
      "'d')";
  CHECK(visited(database, exists, "500") == k_tables);
}

TEST_CASE("an index gives what SQL's own comparison gives") {
  GivenCatalog given;
  given.tables({{"app", "7", "yes", "dba", std::nullopt},
                {"app", "users", "no", "dba", std::nullopt},
                {"app", "Users", "forced", "dba", "[]"}});
  Database database(given.catalog, given.settings, small_options());
  CHECK(answer(database, "SELECT name FROM tables WHERE name = 'USERS' COLLATE NOCASE ORDER BY 1") == "Users\nusers");
  CHECK(answer(database, "SELECT count(*) FROM tables WHERE name = 7") == "0");
  CHECK(answer(database, "SELECT count(*) FROM tables WHERE name = CAST('7' AS INTEGER)") == "1");
  CHECK(answer(database, "SELECT name FROM tables WHERE row_security = 1") == "7");
  CHECK(answer(database, "SELECT name FROM tables WHERE row_security = 'forced'") == "Users");
  CHECK(answer(database, "SELECT name FROM tables WHERE acl = NULL") == "");
  CHECK(answer(database, "SELECT count(*) FROM tables WHERE acl IS NULL") == "2");
  CHECK(answer(database, "SELECT count(*) FROM tables a JOIN tables b ON a.acl = b.acl") == "1");
  CHECK(answer(database,
               "SELECT b.name FROM tables a JOIN tables b ON a.row_security = b.row_security "
               "WHERE a.name <> '7' ORDER BY 1") == "Users\nusers");
  CHECK(answer(database, "SELECT name FROM tables WHERE name = x'75'") == "");
}

TEST_CASE("a range is found wherever the last one was") {
  // Every second name, of tables with none, one or several policies.
  GivenCatalog given;
  std::vector<Row> rows;
  std::map<std::string, int> expected;
  for (int table = 0; table < 60; table += 2) {
    for (int policy = 0; policy < table % 7; ++policy) {
      const std::string name = fmt::format("t{:02}", table);
      rows.push_back({"app", name, fmt::format("p{}", policy), "[]", "ALL", "yes", std::nullopt, std::nullopt});
      ++expected[name];
    }
  }
  given.policies(rows);
  Database database(given.catalog, given.settings, small_options());
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::string keys;
    std::string wanted;
    for (int i = 0; i < 40; ++i) {
      const std::string name = fmt::format("t{:02}", random() % 62);
      keys += fmt::format("{}('{}')", i == 0 ? "" : ", ", name);
      for (int found = 0; found < expected[name]; ++found) {
        wanted += fmt::format("{}{}|p{}", wanted.empty() ? "" : "\n", name, found);
      }
    }
    CHECK(answer(database, "SELECT p.\"table\", p.name FROM (VALUES " + keys +
                               ") k CROSS JOIN policy p ON p.schema = 'app' AND p.\"table\" = k.column1") == wanted);
  }
}
