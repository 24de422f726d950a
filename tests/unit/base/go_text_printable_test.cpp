// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/go_text.hpp>

#include <support/catch.hpp>

namespace {

// Whether go_quote leaves a rune as it is: the only way in which the table shows.
bool stays(char32_t rune) {
  std::string text;
  plumb::append_rune(text, rune);
  return plumb::go_quote(text) == "\"" + text + "\"";
}

}  // namespace

TEST_CASE("the number of printable runes is Go's") {
  std::uint32_t count = 0;
  for (char32_t rune = 0; rune <= 0x10FFFF; ++rune) {
    if (rune != U'"' && rune != U'\\' && (rune < 0xD800 || rune > 0xDFFF) && stays(rune)) ++count;
  }
  CHECK(count == 148996);
}

TEST_CASE("runes on both sides of the borders") {
  CHECK(stays(U' '));
  CHECK_FALSE(stays(0x7F));
  CHECK_FALSE(stays(0xA0));
  CHECK(stays(0xA1));
  CHECK_FALSE(stays(0xAD));
  CHECK(stays(0x0377));
  CHECK_FALSE(stays(0x0378));
  CHECK(stays(0x4E00));
  CHECK_FALSE(stays(0xE000));
  CHECK(stays(0x1F600));
  CHECK_FALSE(stays(0x10FFFF));
}
