// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("regex gives a text, a tuple or an object") {
  CHECK(evaluated("regex(\"[a-z]+\", \"12abc\")") == "\"abc\"");
  CHECK(evaluated("regex(\"(a)|(b)\", \"b\")") == R"([null,"b"])");
  CHECK(evaluated("regex(\"(?P<y>\\\\d+)-(?P<m>\\\\d+)\", \"2026-11\")") == R"({"m":"11","y":"2026"})");
  CHECK(evaluated("regex(\"x\", \"a\")").ends_with("pattern did not match any part of the given string."));
  CHECK(evaluated("regex(\"(\", \"a\")").ends_with("invalid regexp pattern: missing closing ) in (."));
  CHECK(evaluated("regex(\"(?P<a>x)(y)\", \"xy\")").ends_with("cannot mix both named and unnamed capture groups."));
}

TEST_CASE("every match is found, empty ones only where nothing else ended") {
  CHECK(evaluated("regexall(\"\\\\d+\", \"a1b22\")") == R"(["1","22"])");
  CHECK(evaluated("regexall(\"x*\", \"axb\")") == R"(["","x",""])");
  CHECK(evaluated("regexall(\"(\\\\w)=(\\\\d)\", \"a=1,b=2\")") == R"([["a","1"],["b","2"]])");
}

TEST_CASE("replacements name groups") {
  CHECK(evaluated("regexreplace(\"2026-11\", \"(\\\\d+)-(\\\\d+)\", \"$2/$1\")") == "\"11/2026\"");
  CHECK(evaluated("regexreplace(\"ab\", \"(?P<x>a)\", \"$${x}c$xd$$\")") == "\"ac$b\"");
  CHECK(evaluated("regexreplace(\"a\", \"(\", \"\")").ends_with("error parsing regexp: missing closing ): `(`."));
  CHECK(evaluated("regexpescape(\"a.b[c]\")") == R"("a\\.b\\[c\\]")");
}
