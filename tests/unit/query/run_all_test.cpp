// SPDX-License-Identifier: Apache-2.0
// Many statements at once, on as many threads as there are processors: nobody sees that, but for the time it takes.
#include "given.hpp"

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::test;
using query::Database;

namespace {

constexpr int k_tables = 300;

GivenCatalog tables_with_policies() {
  std::vector<Row> tables;
  std::vector<Row> columns;
  std::vector<Row> policies;
  for (int i = 0; i < k_tables; ++i) {
    const std::string name = fmt::format("t{:03}", i);
    tables.push_back({"public", name, i % 2 == 0 ? "yes" : "no", "{migration role}", "[\"app=r/{owner}\"]"});
    columns.push_back({"public", name, "tenant_id", "uuid", "yes", std::nullopt});
    policies.push_back({"public", name, "p", "[\"app\",\"{migration role}\"]", "ALL", "yes", "true", "true"});
  }
  GivenCatalog given;
  given.schemas({{"public", "dba", "[]"}}).tables(tables).columns(columns).policies(policies).roles().reach();
  return given;
}

// What all threads ask for first, at the same moment; what each asks alone; and what fails.
std::vector<std::string> statements() {
  std::vector<std::string> out;
  for (int i = 0; i < 30; ++i) {
    const std::string name = fmt::format("t{:03}", i);
    out.emplace_back("SELECT count(*) FROM class_of_table WHERE class = 'tenant'");
    out.emplace_back("SELECT count(*) FROM tables t JOIN policies p ON p.schema = t.schema AND p.\"table\" = t.name");
    out.push_back("SELECT owner, row_security FROM tables WHERE name = '" + name + "'");
    out.emplace_back("SELECT count(DISTINCT roles) FROM policy WHERE roles LIKE '%boss%'");
    out.push_back("SELECT name FROM columns WHERE \"table\" = '" + name + "' AND not_null = 1");
    out.emplace_back("SELECT nonsense FROM tables");
    out.emplace_back("SELECT * FROM sequences");
    out.emplace_back("DELETE FROM tables");
  }
  return out;
}

std::string text_of(const query::Outcome& outcome) {
  if (const auto* failure = std::get_if<query::Failure>(&outcome)) return failure->message + failure->hint;
  std::string out;
  for (const auto& row : std::get<query::Result>(outcome).rows) {
    for (const query::Value& value : row) out += query::to_text(value) + "|";
  }
  return out;
}

std::vector<std::string> texts_of(const std::vector<query::Outcome>& outcomes) {
  std::vector<std::string> out;
  for (const query::Outcome& outcome : outcomes) out.push_back(text_of(outcome));
  return out;
}

}  // namespace

TEST_CASE("statements that run all at once answer as they do one by one, in their order") {
  const GivenCatalog given = tables_with_policies();
  const std::vector<std::string> sql = statements();
  const std::vector<std::string_view> views(sql.begin(), sql.end());
  Database alone(given.catalog, given.settings, small_options("boss"));
  std::vector<std::string> expected;
  for (const std::string& statement : sql) expected.push_back(text_of(alone.run(statement)));
  CHECK(expected[0] == fmt::format("{}|", k_tables));

  for (int round = 0; round < 20; ++round) {
    Database database(given.catalog, given.settings, small_options("boss"));
    CHECK(texts_of(database.run_all(views)) == expected);
    CHECK(database.rows_visited() > 0);
    CHECK(texts_of(database.run_all(views)) == expected);  // all tables are there now
  }
}

TEST_CASE("of statements that run all at once each has the limits") {
  const GivenCatalog given = tables_with_policies();
  Database database(given.catalog, given.settings, small_options());
  const std::vector<std::string_view> sql(64, "SELECT name FROM tables");
  for (const query::Outcome& outcome : database.run_all(sql, {.rows = 2})) {
    CHECK(std::get<query::Result>(outcome).rows.size() == 2);
    CHECK(std::get<query::Result>(outcome).more);
  }
  const std::vector<std::string_view> endless(
      48, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
  for (const query::Outcome& outcome : database.run_all(endless, {.time = std::chrono::milliseconds(2)})) {
    CHECK(std::get<query::Failure>(outcome).reason == query::Failure::Reason::out_of_time);
  }
  CHECK(database.run_all({}).empty());
}
