// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/without_passwords.hpp>

#include <support/catch.hpp>

using plumb::sql::without_passwords;

TEST_CASE("passwords are taken out of a statement, whatever they are written with") {
  CHECK(without_passwords("CREATE ROLE a LOGIN PASSWORD 'secret'") == "CREATE ROLE a LOGIN PASSWORD '***'");
  CHECK(without_passwords("ALTER ROLE a ENCRYPTED PASSWORD E'it\\'s' VALID UNTIL 'infinity';") ==
        "ALTER ROLE a ENCRYPTED PASSWORD E'***' VALID UNTIL 'infinity';");
  CHECK(without_passwords("ALTER ROLE a password /* old: */ $x$it's$x$") == "ALTER ROLE a password /* old: */ '***'");
  CHECK(without_passwords("CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', \"password\" 'secret')") ==
        "CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', \"password\" '***')");
  CHECK(without_passwords("CREATE SUBSCRIPTION s CONNECTION 'host=h password=secret' PUBLICATION p") ==
        "CREATE SUBSCRIPTION s CONNECTION '***' PUBLICATION p");
  CHECK(without_passwords("ALTER ROLE a PASSWORD 'never closed") == "ALTER ROLE a PASSWORD '***'");
}

TEST_CASE("what has no password stays as it is") {
  for (const char* statement : {"", "SELECT 'password', 'secret'", "ALTER ROLE a PASSWORD NULL; -- 'x'",
                                "CREATE TABLE t (password text DEFAULT 'none')", "SELECT $1"}) {
    CHECK(without_passwords(statement) == statement);
  }
}
