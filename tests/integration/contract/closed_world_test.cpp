// SPDX-License-Identifier: Apache-2.0
// Every relation is of a class, whatever sort of relation it is (CON804); policies are of one family of names (CON805).
#include <support/catch.hpp>

#include <algorithm>

#include "reference_database.hpp"

namespace plumb::test {
namespace {

using contract::Rules;

// "view public.v", in the order of their names.
std::vector<std::string> objects_of(ReferenceDatabase& database, std::string_view code,
                                    const settings::Settings& settings = {}) {
  std::vector<std::string> out;
  for (const finding::Finding& finding : database.judge(Rules::builtin(), settings).findings) {
    if (finding.code == code) out.push_back(finding.object.text());
  }
  std::sort(out.begin(), out.end());
  return out;
}

using Objects = std::vector<std::string>;

TEST_CASE("a relation without tenant is found, whatever sort of relation it is") {
  ReferenceDatabase database;
  database.begin();
  SECTION("a table, and what inherits from it") {
    database.run("CREATE TABLE loose (note text); CREATE TABLE child () INHERITS (loose)");
    CHECK(objects_of(database, "CON804") == Objects{"table public.child", "table public.loose"});
  }
  SECTION("a partitioned table and its partitions") {
    database.run(
        "CREATE TABLE loose (day date) PARTITION BY RANGE (day);"
        "CREATE TABLE loose_rest PARTITION OF loose DEFAULT");
    CHECK(objects_of(database, "CON804") == Objects{"table public.loose", "table public.loose_rest"});
  }
  SECTION("a foreign table") {
    database.run(
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
        "CREATE FOREIGN TABLE elsewhere (note text) SERVER s");
    CHECK(objects_of(database, "CON804") == Objects{"table public.elsewhere"});
  }
  SECTION("an unlogged table, and one of a type") {
    database.run(
        "CREATE UNLOGGED TABLE loose (note text); CREATE TYPE pair AS (a int, b int); CREATE TABLE typed OF pair");
    CHECK(objects_of(database, "CON804") == Objects{"table public.loose", "table public.typed"});
  }
  SECTION("a view and a materialized view over rows of tenants") {
    database.run(
        "CREATE VIEW names AS SELECT username FROM users;"
        "CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM users;"
        "CREATE VIEW whose AS SELECT tenant_id, username FROM users");
    CHECK(objects_of(database, "CON804") == Objects{"view public.counts", "view public.names"});
  }
  SECTION("a table that has lost its column") {
    database.run("ALTER TABLE tasks DROP COLUMN tenant_id CASCADE");
    CHECK(objects_of(database, "CON804") == Objects{"table public.tasks"});
  }
  database.rollback();
}

TEST_CASE("what plumb.yaml lists is of the class that it says") {
  ReferenceDatabase database;
  database.begin();
  database.run(
      "CREATE TABLE loose (day date) PARTITION BY RANGE (day); CREATE TABLE loose_rest PARTITION OF loose DEFAULT;"
      "CREATE VIEW days AS SELECT day FROM loose; CREATE VIEW names AS SELECT username FROM users");
  settings::Settings settings;
  settings.tables.global.push_back({"loose", "the calendar", {}});
  settings.tables.global.push_back({"public.loose_rest", "its rest", {}});
  CHECK(objects_of(database, "CON804", settings) == Objects{"view public.names"});
  settings.tables.global.push_back({"names", "shown to everybody", {}});
  CHECK(objects_of(database, "CON804", settings) == Objects{});
  database.rollback();
}

TEST_CASE("a class that plumb.yaml says of what has another one, or of nothing, hides nothing") {
  ReferenceDatabase database;
  settings::Settings settings;
  settings.tables.global.push_back({"users", "shared, they said", {}});
  CHECK(objects_of(database, "CON804", settings) == Objects{"table public.users"});
  settings = {};
  settings.tables.append_only = {"audit_event", "usage_events", "public.lost"};
  settings.tables.root.emplace_back("roots");
  settings.tables.global.push_back({"calendar", "of all", {}});
  settings.tables.tenant = {"users", "gone"};
  CHECK(objects_of(database, "CON806", settings) == Objects{"table public.audit_event", "table public.calendar",
                                                            "table public.gone", "table public.lost",
                                                            "table public.roots"});
  CHECK(objects_of(database, "CON806") == Objects{});
}

// All policies of tenant tables get their names of the other family.
constexpr std::string_view k_rename_all = R"(
  DO $$
  DECLARE p record;
  BEGIN
    FOR p IN SELECT * FROM pg_policies WHERE policyname ~ '_(tenant|operations)_policy$' LOOP
      EXECUTE format('ALTER POLICY %I ON public.%I RENAME TO %I', p.policyname, p.tablename,
        replace(replace(p.policyname, 'tenant_policy', 'tenant_isolation'), 'operations_policy', 'operations_access'));
    END LOOP;
  END $$)";

TEST_CASE("either family of names will do, but not both") {
  ReferenceDatabase database;
  database.begin();
  CHECK(objects_of(database, "CON805") == Objects{});
  database.run(k_rename_all);
  CHECK(objects_of(database, "CON805") == Objects{});
  CHECK(objects_of(database, "RLS008") == Objects{});
  database.run("ALTER POLICY users_operations_access ON users RENAME TO users_operations_policy");
  CHECK(objects_of(database, "CON805") == Objects{"policy users_operations_policy on public.users"});
  CHECK(objects_of(database, "RLS008") == Objects{});
  database.rollback();
}

}  // namespace
}  // namespace plumb::test
