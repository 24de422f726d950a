// SPDX-License-Identifier: Apache-2.0
// The recorded cases are in tests/compat; here are those beside them.
#include <plumb/migration/directives.hpp>

#include <support/catch.hpp>

using namespace plumb::migration;

using Directives = std::vector<FileDirective>;

TEST_CASE("a directive is a word and the rest of the line") {
  CHECK(parse_directive("-- atlas:nolint a b ") == FileDirective{"nolint", "a b "});
  CHECK(parse_directive("atlas:x") == FileDirective{"x", ""});
  CHECK(parse_directive("-- atlas:x\ty") == FileDirective{"x", ""});
  CHECK(parse_directive("-- atlas:x-y z") == FileDirective{"x", ""});
  CHECK(parse_directive("-- atlas:a \xC3\xA9") == FileDirective{"a", "\xC3\xA9"});
  CHECK_FALSE(parse_directive("-- atlas: x"));
  CHECK_FALSE(parse_directive("\tatlas:x"));
  CHECK_FALSE(parse_directive(""));
}

TEST_CASE("the last mark of a line that has a word counts") {
  CHECK(parse_directive("-- atlas:a atlas:b c") == FileDirective{"b", "c"});
  CHECK(parse_directive("-- atlas:a atlas:") == FileDirective{"a", "atlas:"});
  CHECK(parse_directive("-- atlas:a \xC3\xA9 atlas:b") == FileDirective{"a", "\xC3\xA9 atlas:b"});
}

TEST_CASE("the group of a file") {
  CHECK(file_directives("-- atlas:a 1\n# atlas:b 2\n-- c\n\nx") == Directives{{"a", "1"}, {"b", "2"}});
  CHECK(file_directives("-- atlas:a\n  ") == Directives{{"a", ""}});
  CHECK(file_directives("").empty());
  CHECK(file_directives("\n").empty());
}

TEST_CASE("only the first line can take a file out of the sum, and only word for word") {
  CHECK(ignored_in_sum("-- atlas:sum ignore\nx"));
  CHECK(ignored_in_sum("atlas:sum ignore"));
  CHECK(ignored_in_sum("prose atlas:sum  ignore\n"));
  CHECK_FALSE(ignored_in_sum("-- atlas:sum ignore \n"));
  CHECK_FALSE(ignored_in_sum("-- atlas:sum ignore\r\n"));
  CHECK_FALSE(ignored_in_sum("\n-- atlas:sum ignore\n"));
  CHECK_FALSE(ignored_in_sum("-- atlas:sum\n"));
  CHECK_FALSE(ignored_in_sum(""));
}
