// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/text_position.hpp>

#include <support/catch.hpp>

using plumb::text_position;
using plumb::TextPosition;

TEST_CASE("a position counts characters, not bytes") {
  CHECK(text_position("SELECT 'é€' nocol", 13) ==
        TextPosition{.line = 1, .column = 13, .offset = 15, .line_text = "SELECT 'é€' nocol"});
}

TEST_CASE("a line ends at LF, and a CR is a character") {
  CHECK(text_position("a\r\nbc\nd", 4) == TextPosition{.line = 2, .column = 1, .offset = 3, .line_text = "bc"});
  CHECK(text_position("a\r\nbc\nd", 2) == TextPosition{.line = 1, .column = 2, .offset = 1, .line_text = "a\r"});
  CHECK(text_position("a\nb", 2) ==
        TextPosition{.line = 1, .column = 2, .offset = 1, .line_text = "a"});  // the LF itself
}

TEST_CASE("one past the end is the end of the text, more is nowhere") {
  CHECK(text_position("ab", 3) == TextPosition{.line = 1, .column = 3, .offset = 2, .line_text = "ab"});
  CHECK(text_position("ab\n", 4) == TextPosition{.line = 2, .column = 1, .offset = 3, .line_text = ""});
  CHECK(text_position("", 1) == TextPosition{.line = 1, .column = 1, .offset = 0, .line_text = ""});
  CHECK_FALSE(text_position("ab", 4));
  CHECK_FALSE(text_position("ab", 0));
  CHECK_FALSE(text_position("ab", -1));
}

TEST_CASE("a byte that is no UTF-8 is one character") {
  CHECK(text_position("\xFF\xFFx", 3)->offset == 2);
}
