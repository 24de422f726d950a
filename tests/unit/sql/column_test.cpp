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
