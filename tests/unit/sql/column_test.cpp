// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/column.hpp>

#include <support/catch.hpp>

using namespace plumb::sql;

TEST_CASE("columns as the server reads them") {
  const auto read = [](std::string_view text) {
    const ParsedColumn parsed = parse_column(text);
    INFO(text << ": " << parsed.error);
    REQUIRE(parsed.column);
    return *parsed.column;
  };
  CHECK(read("Title text NOT NULL").name == "title");
  CHECK(read("\"The \"\"Title\"\"\" text").name == "The \"Title\"");
  CHECK(read("note\ttext DEFAULT 'a; b, c -- d'").type == "text");
  CHECK(read("price numeric(12, 2) CHECK (price > 0)").type == "numeric");
  CHECK(read("number bigserial").type == "bigserial");
  CHECK(read("at timestamptz /* when */ DEFAULT $$2026-01-01$$").type == "timestamptz");
  CHECK(read("number bigint UNIQUE").unique);
  CHECK(read("number bigint PRIMARY KEY").primary_key);
  CHECK(read("owner uuid REFERENCES users").references);
  const ColumnDefinition plain = read("tags text[] NOT NULL DEFAULT '{}'");
  CHECK_FALSE((plain.unique || plain.primary_key || plain.references));
}

TEST_CASE("columns in the words of newer servers") {
  const auto read = [](std::string_view text) {
    const ParsedColumn parsed = parse_column(text);
    INFO(text << ": " << parsed.error);
    REQUIRE(parsed.column);
    return *parsed.column;
  };
  CHECK(read("full_name text GENERATED ALWAYS AS (upper(name)) VIRTUAL NOT NULL").name == "full_name");
  CHECK(read("full_name text GENERATED ALWAYS AS ((upper(name)))").type == "text");
  CHECK(read("full_name text GENERATED ALWAYS AS (upper(name)) STORED").type == "text");
  CHECK(read("number bigint GENERATED ALWAYS AS IDENTITY").type == "int8");
  CHECK(read("note text STORAGE external COMPRESSION pglz NOT NULL").type == "text");
  CHECK(read("n int CHECK (n > 0) NOT ENFORCED").name == "n");
  CHECK(read("n int CHECK (n > 0) ENFORCED UNIQUE").unique);
  CHECK(read("storage text").name == "storage");
  CHECK(read("virtual enforced STORAGE plain").name == "virtual");
  for (const char* text : {"n text STORAGE", "n text STORAGE 'x", "n text STORAGE \"x", "n text STORAGE plain -- x",
                           "n int NOT ENFORCED /* x", "n int NOT ENFORCED, m int", "n int NOT ENFORCED; SELECT 1",
                           "n int NOT ENFORCED); DROP TABLE users; --", "VIRTUAL", "ENFORCED NOT n int",
                           "a int GENERATED ALWAYS AS (1", "a int GENERATED ALWAYS AS (1)) VIRTUAL"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_column(text).column);
  }
}

TEST_CASE("a long name is told whole") {
  const std::string longest(70, 'x');
  CHECK(parse_column(longest + " text").column->name == longest);
  CHECK(parse_column("\"" + longest + "\" text").column->name == longest);
}

TEST_CASE("why it is none") {
  CHECK(parse_column("price").error == "it has no type");
  CHECK(parse_column(" ").error == "there is nothing");
  CHECK(parse_column("a int -- x").error == "it ends in a comment, which would hide what follows");
  CHECK(parse_column("Select text").error == "select is a word of SQL; as a name it needs double quotes: \"select\"");
  CHECK(parse_column("a int,").error == "syntax error at or near \",\"");
}

TEST_CASE("what is no single column") {
  for (const char* text : {"", "price", "a int, b int", "a int); DROP TABLE users; CREATE TABLE x (y int", "a int -- x",
                           "a int)", "a text DEFAULT 'x", "a int\n", "a int) INHERITS (users",
                           "a int) PARTITION BY LIST (a", "a int) WITH (fillfactor = 10", "UNIQUE (a)", "LIKE users",
                           "a int /* x", "a int) ON COMMIT DROP --", "a int) --", "a int, plumb_last_column int) --"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_column(text).column);
    CHECK_FALSE(parse_column(text).error.empty());
  }
  std::string longest = "a int DEFAULT ";
  longest.append(10'000, '1');
  CHECK_FALSE(parse_column(longest).column);
}
