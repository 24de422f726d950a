// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/declaration.hpp>
#include <support/catch.hpp>

#include <fmt/format.h>

namespace plumb::sql {
namespace {

std::string name_text(const DeclaredName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

// "definition table public.users", "definition column id on users"
std::vector<std::string> told(std::string_view statement) {
  constexpr std::string_view k_aspects[] = {"definition", "row_security", "owner", "privileges", "comment", "removal"};
  std::vector<std::string> out;
  for (const Declaration& each : declarations(statement)) {
    std::string text =
        fmt::format("{} {} {}", k_aspects[static_cast<int>(each.aspect)], each.type, name_text(each.name));
    if (!each.on.name.empty()) text += " on " + name_text(each.on);
    out.push_back(text);
  }
  return out;
}

using Told = std::vector<std::string>;

TEST_CASE("a table, its columns and its named constraints") {
  CHECK(told("CREATE TABLE IF NOT EXISTS public.\"Users\" (\n  id bigint DEFAULT (f(1, 2)),\n"
             "  \"tenant id\" uuid CONSTRAINT has_tenant NOT NULL, -- a, comment (\n"
             "  CONSTRAINT users_pkey PRIMARY KEY (id, \"tenant id\"),\n  CHECK (id > 0), UNIQUE (id))") ==
        Told{"definition table public.Users", "definition column id on public.Users",
             "definition column tenant id on public.Users", "definition constraint has_tenant on public.Users",
             "definition constraint users_pkey on public.Users"});
  CHECK(told("CREATE UNLOGGED TABLE t (a int)") == Told{"definition table t", "definition column a on t"});
  CHECK(told("CREATE TABLE t AS SELECT 1 AS x") == Told{"definition table t"});
}

TEST_CASE("an ALTER TABLE is about the table, or about its parts alone") {
  CHECK(told("ALTER TABLE ONLY users ENABLE ROW LEVEL SECURITY") == Told{"row_security table users"});
  CHECK(told("ALTER TABLE users FORCE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY") ==
        Told{"row_security table users", "row_security table users"});
  CHECK(told("ALTER TABLE users DISABLE TRIGGER t").empty());
  CHECK(told("ALTER TABLE IF EXISTS s.users ADD COLUMN a numeric(10, 2), ADD b int, ADD CONSTRAINT c CHECK (a > 0), "
             "ALTER COLUMN d SET NOT NULL, DROP COLUMN e, ADD PRIMARY KEY (a)") ==
        Told{"definition column a on s.users", "definition column b on s.users", "definition constraint c on s.users",
             "definition column d on s.users", "removal column e on s.users"});
  CHECK(told("ALTER TABLE users OWNER TO me") == Told{"owner table users"});
  CHECK(told("ALTER TABLE users SET (fillfactor = 70)") == Told{"definition table users"});
  CHECK(told("ALTER TABLE s.old RENAME TO users") == Told{"definition table s.users"});
  CHECK(told("ALTER TABLE users RENAME COLUMN a TO b") == Told{"definition column b on users"});
  CHECK(told("ALTER TABLE users RENAME a TO b") == Told{"definition column b on users"});
  CHECK(told("ALTER TABLE users RENAME CONSTRAINT a TO b") == Told{"definition constraint b on users"});
}

TEST_CASE("what stands on a table") {
  CHECK(told("CREATE POLICY p ON public.users FOR SELECT TO app USING (a IN (SELECT 1))") ==
        Told{"definition policy p on public.users"});
  CHECK(told("ALTER POLICY p ON users USING (true)") == Told{"definition policy p on users"});
  CHECK(told("ALTER POLICY p ON users RENAME TO q") == Told{"definition policy q on users"});
  CHECK(told("CREATE OR REPLACE TRIGGER t BEFORE INSERT OR UPDATE OF a, b ON users EXECUTE FUNCTION f()") ==
        Told{"definition trigger t on users"});
  CHECK(told("CREATE CONSTRAINT TRIGGER t AFTER INSERT ON users EXECUTE FUNCTION f()") ==
        Told{"definition trigger t on users"});
  CHECK(told("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY users (lower(a))") ==
        Told{"definition index i on users"});
  CHECK(told("CREATE INDEX ON users (a)").empty());
  CHECK(told("CREATE RULE r AS ON SELECT TO users DO INSTEAD NOTHING") == Told{"definition rule r on users"});
  CHECK(told("DROP POLICY IF EXISTS p ON users") == Told{"removal policy p on users"});
}

TEST_CASE("other objects, grants, comments") {
  CHECK(told("CREATE OR REPLACE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS $$ CREATE TABLE x (i int) $$") ==
        Told{"definition function app.f"});
  CHECK(told("CREATE MATERIALIZED VIEW v AS SELECT 1") == Told{"definition materialized view v"});
  CHECK(told("CREATE ROLE erun_tenant NOLOGIN") == Told{"definition role erun_tenant"});
  CHECK(told("ALTER FUNCTION f(int, text) OWNER TO me") == Told{"owner function f"});
  CHECK(told("GRANT SELECT, UPDATE (a, b) ON users, s.notes TO app") ==
        Told{"privileges table users", "privileges table s.notes"});
  CHECK(told("GRANT EXECUTE ON FUNCTION f(int, text), g() TO app") ==
        Told{"privileges function f", "privileges function g"});
  CHECK(told("REVOKE ALL ON ALL TABLES IN SCHEMA a, b FROM PUBLIC") ==
        Told{"privileges table a.", "privileges table b."});
  CHECK(told("GRANT a TO b").empty());
  CHECK(told("COMMENT ON TABLE public.users IS 'x'") == Told{"comment table public.users"});
  CHECK(told("COMMENT ON COLUMN public.users.id IS 'x'") == Told{"comment column id on public.users"});
  CHECK(told("COMMENT ON COLUMN users.id IS 'x'") == Told{"comment column id on users"});
  CHECK(told("COMMENT ON POLICY p ON users IS 'x'") == Told{"comment policy p on users"});
  CHECK(told("DROP TABLE a, b CASCADE") == Told{"removal table a", "removal table b"});
}

TEST_CASE("what declares nothing") {
  for (const char* text :
       {"", "SELECT 1", "DO $$ BEGIN CREATE TABLE t (i int); END $$", "INSERT INTO t VALUES (1)", "CREATE",
        "ALTER TABLE", "-- CREATE TABLE t (i int)", "CREATE CAST (a AS b) WITHOUT FUNCTION",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x"}) {
    CAPTURE(text);
    CHECK(told(text).empty());
  }
}

TEST_CASE("the place of the words") {
  const std::string text = "/* a */ -- b\nCREATE TABLE t (\n  id int,\n  name text)";
  const auto all = declarations(text);
  REQUIRE(all.size() == 3);
  CHECK(text.substr(all[0].offset, 6) == "CREATE");
  CHECK(text.substr(all[2].offset, 4) == "name");
}

}  // namespace
}  // namespace plumb::sql
