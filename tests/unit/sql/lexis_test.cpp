// SPDX-License-Identifier: Apache-2.0
#include "../../../src/sql/lexis.hpp"

#include <support/catch.hpp>

using namespace plumb::sql;

namespace {

Lexis plain(std::string_view text) {
  return Lexis(text, EscapeStrings::plain);
}

}  // namespace

TEST_CASE("a quote ends at the next one of its kind") {
  CHECK(plain("'a\"b'c").after_quote(0) == 5);
  CHECK(plain("`a`").after_quote(0) == 3);
  CHECK(plain("'a\\'").after_quote(0) == 4);
  CHECK(plain("'a").after_quote(0) == Lexis::npos);
}

TEST_CASE("a backslash escapes in an E-string only, and only where that is asked for") {
  CHECK(plain("E'\\''").after_quote(1) == 4);
  CHECK(Lexis("E'\\''", EscapeStrings::honoured).after_quote(1) == 5);
  CHECK(Lexis("xE'\\'", EscapeStrings::honoured).after_quote(2) == 5);
  CHECK(Lexis("E\"\\\"", EscapeStrings::honoured).after_quote(1) == 4);
  CHECK(Lexis("E'\\", EscapeStrings::honoured).after_quote(1) == Lexis::npos);
}

TEST_CASE("dollar quotes") {
  CHECK(plain("$$a$$b").after_dollar_quote(0) == 5);
  CHECK(plain("$x1$a$$b$x1$c").after_dollar_quote(0) == 12);
  CHECK(plain("$\xC3\xA9$a$\xC3\xA9$").after_dollar_quote(0) == 9);
  CHECK(plain("$\xC3\x80$a").after_dollar_quote(0) == 0);  // U+00C0 is no letter of a tag to Atlas
  CHECK(plain("$1$").after_dollar_quote(0) == 0);
  CHECK(plain("$a").after_dollar_quote(0) == 0);
  CHECK(plain("$$a").after_dollar_quote(0) == 3);
}

TEST_CASE("comments, and what looks like one but has no end") {
  CHECK(plain("--a\nb").after_comment(0) == 4);
  CHECK(plain("--a").after_comment(0) == 0);
  CHECK(plain("/*a*/b").after_comment(0) == 5);
  CHECK(plain("/*a").after_comment(0) == 0);
  CHECK(plain("/*/").after_comment(0) == 0);
  CHECK(plain("-a\n").after_comment(0) == 0);
}

TEST_CASE("the words that open a block") {
  CHECK(plain("begin x").begin_words(0) == 6);
  CHECK(plain("BEGIN;").begin_words(0) == 0);
  CHECK(plain("BEGIN").begin_words(0) == 0);
  CHECK(plain("Begin \n Atomic\tx").begin_atomic_words(0) == 15);
  CHECK(plain("BEGIN ATOMIC").begin_atomic_words(0) == 0);
}
