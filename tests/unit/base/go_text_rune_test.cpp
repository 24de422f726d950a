// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/go_text.hpp>

#include <support/catch.hpp>

using plumb::decode_rune;

namespace {

void check_invalid(std::string_view bytes) {
  INFO(plumb::go_quote(bytes));
  CHECK(decode_rune(bytes).value == U'\uFFFD');
  CHECK(decode_rune(bytes).length == 1);
}

}  // namespace

TEST_CASE("every rune survives encoding and decoding") {
  for (char32_t rune = 0; rune <= 0x10FFFF; ++rune) {
    if (rune >= 0xD800 && rune <= 0xDFFF) continue;
    std::string text;
    plumb::append_rune(text, rune);
    const auto [value, length] = decode_rune(text);
    if (value != rune || static_cast<std::size_t>(length) != text.size()) {
      FAIL("rune " << static_cast<std::uint32_t>(rune) << " came back as " << static_cast<std::uint32_t>(value));
    }
  }
}

TEST_CASE("what is no UTF-8 is one U+FFFD a byte") {
  check_invalid("\x80");      // a continuation byte alone
  check_invalid("\xc0\x80");  // overlong
  check_invalid("\xc1\xbf");
  check_invalid("\xe0\x9f\xbf");
  check_invalid("\xf0\x8f\xbf\xbf");
  check_invalid("\xed\xa0\x80");      // a surrogate
  check_invalid("\xf4\x90\x80\x80");  // beyond U+10FFFF
  check_invalid("\xe2\x82");          // cut short
  check_invalid("\xe2(\xa1");
  check_invalid("\xff");
}

TEST_CASE("white space is Go's") {
  const std::string spaces = "\u00a0\u0085 \t\n\v\f\r\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000";
  CHECK(plumb::trim_go_space(spaces).empty());
  CHECK(plumb::trim_go_space(spaces + "x\u00a0y" + spaces) == "x\u00a0y");
  CHECK_FALSE(plumb::is_go_space(U'\u200b'));  // the zero width space is none
  CHECK_FALSE(plumb::is_go_space(U'\ufeff'));
  CHECK(plumb::trim_go_space("\xa0x\xa0") == "\xa0x\xa0");  // bytes that are no UTF-8 stay
}
