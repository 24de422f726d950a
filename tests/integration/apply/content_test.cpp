// SPDX-License-Identifier: Apache-2.0
// Files that say what does not travel like other statements: several commands in a text, COPY, their own transaction.
#include <support/catch.hpp>

#include "stream.hpp"

using namespace plumb;
using apply::TxMode;
using test::Stream;

TEST_CASE("a text of several commands, behind a custom delimiter") {
  const TxMode mode = GENERATE(TxMode::file, TxMode::all, TxMode::none);
  Stream stream(
      test::Files{{"1_before.sql", "CREATE TABLE before ();\n"},
                  {"2_several.sql",
                   "-- atlas:delimiter \\n\\n\n\nCREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n\nINSERT INTO a "
                   "VALUES (2);\n"},
                  {"3_after.sql", "CREATE TABLE after ();\n"}});
  CHECK(stream.run({.mode = mode}).error.empty());
  CHECK(stream.ask("SELECT count(*) FROM a") == "2");
  CHECK(stream.ask("SELECT count(*) FROM pg_class WHERE relname IN ('before', 'after')") == "2");
}

TEST_CASE("a parameter's name in a body, and in a statement") {
  Stream body(
      test::Files{{"1_f.sql",
                   "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$ SELECT $1 + 1; $$;\nCREATE TABLE t AS SELECT "
                   "f(1) AS n;\n"}});
  CHECK(body.run().error.empty());
  CHECK(body.ask("SELECT n FROM t") == "2");

  Stream statement(test::Files{{"1_f.sql", "SELECT $1;\n"}});
  CHECK(statement.run().error.find("there is no parameter $1") != std::string::npos);
}

TEST_CASE("COPY with the client is refused, and costs nothing else") {
  const TxMode mode = GENERATE(TxMode::file, TxMode::all, TxMode::none);
  Stream stream(test::Files{{"1_a.sql", "CREATE TABLE a (id int);\n"},
                            {"2_copy.sql", "COPY a FROM STDIN;\n"},
                            {"3_b.sql", "CREATE TABLE b ();\n"}});
  const apply::RunReport report = stream.run({.mode = mode});
  CHECK(report.error.find("COPY a FROM STDIN;") != std::string::npos);
  CHECK(stream.ask("SELECT count(*) FROM pg_class WHERE relname = 'a'") == (mode == TxMode::all ? "0" : "1"));
  CHECK(stream.ask("SELECT count(*) FROM pg_class WHERE relname = 'b'") == "0");
}

TEST_CASE("a file with its own BEGIN and COMMIT, and the one after it") {
  Stream stream(test::Files{{"1_own.sql", "BEGIN;\nCREATE TABLE a ();\nCOMMIT;\nCREATE TABLE b ();\n"},
                            {"2_next.sql", "CREATE TABLE c ();\n"}});
  CHECK(stream.run().error.empty());
  CHECK(stream.ask("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'b', 'c')") == "3");
  CHECK(stream.ask("SELECT string_agg(version || ' ' || applied, ', ' ORDER BY version) FROM "
                   "atlas_schema_revisions.atlas_schema_revisions") == "1 4, 2 1");
}

TEST_CASE("DISCARD ALL in a file without a transaction") {
  Stream stream(test::Files{{"1_a.sql", "CREATE TABLE a ();\n"},
                            {"2_discard.sql", "-- atlas:txmode none\n\nDISCARD ALL;\nCREATE TABLE b ();\n"},
                            {"3_c.sql", "CREATE TABLE c ();\n"}});
  CHECK(stream.run().error.empty());
  CHECK(stream.ask("SELECT count(*) FROM atlas_schema_revisions.atlas_schema_revisions WHERE applied = total") == "3");
}

TEST_CASE("SET search_path leaks into later files, as with Atlas, and the rows are written nonetheless") {
  Stream stream(
      {{"1_set.sql", "CREATE SCHEMA other;\nSET search_path = other;\n"}, {"2_t.sql", "CREATE TABLE t ();\n"}});
  CHECK(stream.run().error.empty());
  CHECK(stream.ask("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't'") == "other");
  CHECK(stream.ask("SELECT count(*) FROM atlas_schema_revisions.atlas_schema_revisions") == "2");
}

TEST_CASE("CREATE INDEX CONCURRENTLY in a file without a transaction") {
  const TxMode mode = GENERATE(TxMode::file, TxMode::none);
  Stream stream(
      {{"1_t.sql", "CREATE TABLE t (id int);\n"},
       {"2_index.sql", "-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY i ON t (id);\nALTER TABLE t ADD n int;\n"},
       {"3_next.sql", "CREATE TABLE u ();\n"}});
  CHECK(stream.run({.mode = mode}).error.empty());
  CHECK(stream.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass") == "t");
  CHECK(
      stream.ask(
          "SELECT count(*) FROM atlas_schema_revisions.atlas_schema_revisions WHERE applied = total AND error = ''") ==
      "3");
}

TEST_CASE("a partial file goes on where it stopped") {
  const std::string good = "CREATE TABLE a ();\nCREATE TABLE b ();\n";
  Stream stream(test::Files{{"1_part.sql", good + "CREATE TABLE a ();\nCREATE TABLE d ();\n"}});
  CHECK(stream.run({.mode = TxMode::none}).error.find("42P07") != std::string::npos);
  CHECK(stream.ask("SELECT applied || '/' || total || ' ' || jsonb_array_length(partial_hashes) FROM "
                   "atlas_schema_revisions.atlas_schema_revisions") == "2/4 2");

  SECTION("its rest repaired") {
    stream.set_files({{"1_part.sql", good + "CREATE TABLE c ();\nCREATE TABLE d ();\n"}});
    const apply::RunReport report = stream.run({.mode = TxMode::none});
    CHECK(report.error.empty());
    REQUIRE(report.applied.size() == 1);
    CHECK(report.applied[0].skipped == 2);
    CHECK(stream.ask("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'b', 'c', 'd')") == "4");
  }
  SECTION("its history changed") {
    stream.set_files({{"1_part.sql", "CREATE TABLE a ();\nCREATE TABLE other ();\nCREATE TABLE d ();\n"}});
    CHECK(stream.run({.mode = TxMode::none}).error.find("history changed") != std::string::npos);
    CHECK(stream.ask("SELECT count(*) FROM pg_class WHERE relname IN ('d', 'other')") == "0");
  }
}
