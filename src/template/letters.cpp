// SPDX-License-Identifier: Apache-2.0
#include "letters.hpp"

#include <clocale>
#include <cwctype>

#include <plumb/base/go_text.hpp>

namespace plumb::tmpl {
namespace {

// Null where the system has no such locale: then only ASCII has letters.
[[nodiscard]] locale_t unicode() {
  static const locale_t k_locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return k_locale;
}

template <class Convert>
[[nodiscard]] std::string converted(std::string_view text, Convert convert) {
  std::string out;
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    append_rune(out, convert(rune.value));
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out;
}

}  // namespace

bool is_word_rune(char32_t rune) {
  if (rune < 0x80) {
    return rune == U'_' || (rune >= U'a' && rune <= U'z') || (rune >= U'A' && rune <= U'Z') ||
           (rune >= U'0' && rune <= U'9');
  }
  return unicode() != nullptr && ::iswalnum_l(static_cast<wint_t>(rune), unicode()) != 0;
}

std::string to_upper(std::string_view text) {
  return converted(text, [](char32_t rune) -> char32_t {
    if (rune < 0x80) return rune >= U'a' && rune <= U'z' ? rune - 0x20 : rune;
    return unicode() == nullptr ? rune : static_cast<char32_t>(::towupper_l(static_cast<wint_t>(rune), unicode()));
  });
}

std::string to_lower(std::string_view text) {
  return converted(text, [](char32_t rune) -> char32_t {
    if (rune < 0x80) return rune >= U'A' && rune <= U'Z' ? rune + 0x20 : rune;
    return unicode() == nullptr ? rune : static_cast<char32_t>(::towlower_l(static_cast<wint_t>(rune), unicode()));
  });
}

}  // namespace plumb::tmpl
