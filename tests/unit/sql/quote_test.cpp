// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include <support/catch.hpp>

using namespace plumb::sql;

TEST_CASE("an identifier in quotes") {
  CHECK(quote_identifier("a") == "\"a\"");
  CHECK(quote_identifier("My \"Meta\"") == "\"My \"\"Meta\"\"\"");
  CHECK(quote_identifier("") == "\"\"");
}

TEST_CASE("quotes only where the server would print them") {
  CHECK(quote_identifier_if_needed("tenant_issuers2") == "tenant_issuers2");
  CHECK(quote_identifier_if_needed("_x") == "_x");
  for (const char* name : {"", "2a", "Users", "a-b", "a$", "\xC3\xA9", "a\"b", "user", "table", "all", "window",
                           "xmlattributes", "json_table", "merge_action"}) {
    CAPTURE(name);
    CHECK(quote_identifier_if_needed(name) == quote_identifier(name));
  }
  CHECK(quote_identifier_if_needed("name") == "name");      // a keyword, but an unreserved one
  CHECK(quote_identifier_if_needed("policy") == "policy");  // likewise
}

TEST_CASE("a name as the server prints it, without its quotes") {
  CHECK(unquote_identifier("plain") == "plain");
  CHECK(unquote_identifier("\"My \"\"Meta\"\"\"") == "My \"Meta\"");
  CHECK(unquote_identifier("\"") == "\"");
  CHECK(unquote_identifier("").empty());
}

TEST_CASE("a literal") {
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("") == "''");
  CHECK(quote_literal("a\\'b") == "E'a\\\\''b'");
  CHECK(quote_literal("a\nb") == "'a\nb'");
}
