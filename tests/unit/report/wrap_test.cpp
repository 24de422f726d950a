// SPDX-License-Identifier: Apache-2.0
#include "../../../src/report/wrap.hpp"

#include <support/catch.hpp>

namespace plumb::report {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("prose is wrapped at blanks") {
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("one  two", 80) == Lines{"one two"});
  CHECK(wrap("a verylongword b", 5) == Lines{"a", "verylongword", "b"});
  CHECK(wrap("one\ntwo three", 80) == Lines{"one", "two three"});
  CHECK(wrap("", 10) == Lines{""});
}

TEST_CASE("a character is one column, however many bytes it has") {
  CHECK(columns("äöü…") == 4);
  CHECK(wrap("äöü äöü", 7) == Lines{"äöü äöü"});
}

TEST_CASE("SQL is cut before its connectives and behind commas, and not in quotes") {
  CHECK(clauses("(a AND b OR f(x, 'c AND d, e')) AND \"or OR\" = 1") ==
        Lines{"(a", "AND b", "OR f(x,", "'c AND d, e'))", "AND \"or OR\" = 1"});
  CHECK(clauses("CASE WHEN a THEN b ELSE c END") == Lines{"CASE", "WHEN a THEN b", "ELSE c", "END"});
  CHECK(clauses("'it''s AND' AND x") == Lines{"'it''s AND'", "AND x"});
  CHECK(clauses("") == Lines{""});
}

}  // namespace
}  // namespace plumb::report
