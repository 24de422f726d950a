// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/traits.hpp>

#include <support/catch.hpp>

using plumb::sql::traits;

namespace {

bool simple(std::string_view statement) {
  return traits(statement).needs_simple_protocol;
}
bool controls(std::string_view statement) {
  return traits(statement).controls_transaction;
}

}  // namespace

TEST_CASE("one command, with or without a semicolon, may travel by the extended protocol") {
  for (const char* statement :
       {"SELECT 1", "SELECT 1;", "SELECT 1; -- done", "SELECT 1 ; /* a; b */ ;", ";", "", "-- the end",
        "SELECT ';' || \"a;b\" || $$ ; $$ || $x$ ; $$ ; $x$ || E'\\'; ' || U&'\\0061;'", "/* a /* ; */ b; */ SELECT 1",
        "SELECT 'it''s;'", "CREATE TABLE t (a int); -- c\r\n", "COPY t TO '/tmp/stdout'", "SELECT stdin FROM t",
        "SELECT a$1 FROM t", "DO $$ BEGIN x; END $$"}) {
    CAPTURE(statement);
    CHECK_FALSE(simple(statement));
  }
}

TEST_CASE("several commands, parameters and COPY with the client need the simple protocol") {
  for (const char* statement : {"SELECT 1; SELECT 2", "SELECT 1;;SELECT 2", "; a; b", "SELECT 1 -- c\n; SELECT 2",
                                "SELECT $1", "COPY t FROM STDIN", "copy (SELECT 1) to stdout;", "SELECT 'a'; 'b'"}) {
    CAPTURE(statement);
    CHECK(simple(statement));
  }
}

TEST_CASE("what is unclear needs the simple protocol") {
  CHECK(simple("SELECT 'a\\'; DROP TABLE t; --'"));  // depends on standard_conforming_strings
  CHECK(simple("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END;"));
  CHECK(simple(std::string_view("SELECT 'a\0b'", 12)));
  CHECK_FALSE(simple("SELECT '\\d+' || 'C:\\x'"));
}

TEST_CASE("commands that begin or end a transaction are found anywhere in the text") {
  for (const char* statement : {"BEGIN", "begin;", "START TRANSACTION", "COMMIT", "END", "ROLLBACK", "rollback work",
                                "ABORT", "PREPARE TRANSACTION 'x'", "COMMIT PREPARED 'x'", "ROLLBACK PREPARED 'x'",
                                "SELECT 1; COMMIT", "/* c */ -- d\nCOMMIT", "COMMIT AND CHAIN"}) {
    CAPTURE(statement);
    CHECK(controls(statement));
  }
}

TEST_CASE("other commands do not control the transaction") {
  for (const char* statement :
       {"SAVEPOINT a", "RELEASE a", "ROLLBACK TO a", "ROLLBACK WORK TO SAVEPOINT a", "ROLLBACK TRANSACTION TO a",
        "PREPARE p AS SELECT 1", "SELECT 'COMMIT'", "SELECT $$; COMMIT; $$", "/* ; COMMIT; */ SELECT 1",
        "SELECT begin FROM t", "\"commit\"", "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
        "DO $$ BEGIN COMMIT; END $$", "START", ""}) {
    CAPTURE(statement);
    CHECK_FALSE(controls(statement));
  }
  CHECK(controls("CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN b END; END; COMMIT"));
}

TEST_CASE("DISCARD and DEALLOCATE are noticed wherever they are mentioned") {
  CHECK(traits("DISCARD ALL").may_drop_prepared);
  CHECK(traits("DO $$ BEGIN EXECUTE 'deallocate all'; END $$").may_drop_prepared);
  CHECK_FALSE(traits("SELECT 1").may_drop_prepared);
}

TEST_CASE("unterminated quotes and comments end with the text") {
  CHECK_FALSE(simple("SELECT 'a; b"));
  CHECK_FALSE(simple("SELECT $$ a; b"));
  CHECK_FALSE(simple("SELECT /* a; b"));
  CHECK_FALSE(simple("SELECT \"a; b"));
}
