// SPDX-License-Identifier: Apache-2.0
#include "../../../src/sql/delimiter.hpp"

#include <support/catch.hpp>

using namespace plumb::sql;

TEST_CASE("the directive is the first line, with just that prefix, and takes the rest of the line raw") {
  CHECK(delimiter_directive("-- atlas:delimiter //\nx") == "//");
  CHECK(delimiter_directive("-- atlas:delimiter   a b \r\nx") == "a b \r");
  CHECK(delimiter_directive("-- atlas:delimiter") == "");
  CHECK(delimiter_directive("-- atlas:delimiter   \nx") == "");
  CHECK(delimiter_directive("-- atlas:delimiter\t//\n") == "");
  CHECK_FALSE(delimiter_directive("-- atlas:delimiters //\n"));
  CHECK_FALSE(delimiter_directive("--atlas:delimiter //\n"));
  CHECK_FALSE(delimiter_directive("\n-- atlas:delimiter //\n"));
}

TEST_CASE("the argument of the command may be quoted") {
  CHECK(delimiter_argument(" // \r\n") == "//");
  CHECK(delimiter_argument(" '//'") == "//");
  CHECK(delimiter_argument("''''") == "'");
  CHECK(delimiter_argument("'") == "'");
  CHECK(delimiter_argument("''") == "");
}

TEST_CASE("line feed, return and tab are written as two characters") {
  CHECK(unescape_delimiter("\\n--\\r\\t\\x\\") == "\n--\r\t\\x\\");
}
