// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/renamed_database.hpp>

#include <support/catch.hpp>

using plumb::sql::with_database_renamed;

TEST_CASE("a database gets another name where a statement is about it") {
  const auto renamed = [](const char* statement) { return with_database_renamed(statement, "app", "new"); };
  CHECK(renamed("GRANT CONNECT ON DATABASE app TO web") == "GRANT CONNECT ON DATABASE \"new\" TO web");
  CHECK(renamed("revoke all on database APP, other, \"app\" from public") ==
        "revoke all on database \"new\", other, \"new\" from public");
  CHECK(renamed("-- of app\nALTER DATABASE /* app */ app SET search_path = app") ==
        "-- of app\nALTER DATABASE /* app */ \"new\" SET search_path = app");
  CHECK(renamed("COMMENT ON DATABASE app IS 'ON DATABASE app'") == "COMMENT ON DATABASE \"new\" IS 'ON DATABASE app'");
  CHECK(renamed("SECURITY LABEL FOR x ON DATABASE app IS 'y'") == "SECURITY LABEL FOR x ON DATABASE \"new\" IS 'y'");
  CHECK(renamed("ALTER ROLE app IN DATABASE app SET timezone = 'UTC'") ==
        "ALTER ROLE app IN DATABASE \"new\" SET timezone = 'UTC'");
}

TEST_CASE("everything else stays as it is") {
  for (const char* statement :
       {"", "GRANT SELECT ON app TO app", "GRANT CONNECT ON DATABASE other TO app", "CREATE DATABASE app",
        "DROP DATABASE app", "DO $$ BEGIN EXECUTE 'ALTER DATABASE app SET x.y = 1'; END $$",
        "ALTER TABLE app ADD database int", "COMMENT ON TABLE app IS 'on database app'",
        "ALTER DATABASE \"App\" RESET ALL", "SELECT app FROM database", "ALTER DATABASE"}) {
    CHECK(with_database_renamed(statement, "app", "new") == statement);
  }
  CHECK(with_database_renamed("ALTER DATABASE \"a\"\"b\" RESET ALL", "a\"b", "c") == "ALTER DATABASE \"c\" RESET ALL");
}
