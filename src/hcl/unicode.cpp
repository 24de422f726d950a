// SPDX-License-Identifier: Apache-2.0
#include "unicode.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include <plumb/base/go_text.hpp>

namespace plumb::hcl {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_letter_or_number(utf8proc_category_t category) {
  switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return true;
    default:
      return false;
  }
}

// Other_ID_Start and Other_ID_Continue of the Unicode database; the former two of ID_Start are Pattern_Syntax and so
// left out.
bool is_other_start(char32_t c) {
  return c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E || c == 0x309B || c == 0x309C;
}
bool is_pattern_syntax_letter(char32_t c) {
  return c == 0x2E2F;
}
bool is_other_continue(char32_t c) {
  return c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19DA;
}

bool starts_identifier(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return (is_letter_or_number(category) && !is_pattern_syntax_letter(c)) || is_other_start(c);
}

bool continues_identifier(char32_t c) {
  if (c < 0x80) return starts_identifier(c) || (c >= '0' && c <= '9') || c == '_';
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return starts_identifier(c) || is_other_continue(c);
  }
}

bool is_broken(const Rune& rune) {
  return rune.value == 0xFFFD && rune.length == 1;
}

std::string map_runes(std::string_view text, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    append_rune(out, static_cast<char32_t>(map(static_cast<utf8proc_int32_t>(rune.value))));
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out;
}

// What separates words for Go's strings.Title: anything but letters, digits and "_", in ASCII; white space beyond it.
bool separates_words(char32_t c) {
  if (c < 0x80) return !(continues_identifier(c));
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  if (is_letter_or_number(category) || category == UTF8PROC_CATEGORY_ND) return false;
  return is_go_space(c);
}

}  // namespace

std::string normal_form_c(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  utf8proc_uint8_t* composed = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return std::string(text);
  std::string out(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(length));
  std::free(composed);
  return out;
}

std::size_t cluster_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (text.size() == 1) return 1;
  const auto second = static_cast<unsigned char>(text[1]);
  if (first < 0x80 && second < 0x80) return first == '\r' && second == '\n' ? 2 : 1;
  Rune rune = decode_rune(text);
  std::size_t at = static_cast<std::size_t>(rune.length);
  utf8proc_int32_t state = 0;
  while (at < text.size()) {
    const Rune next = decode_rune(text.substr(at));
    if (utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(rune.value),
                                         static_cast<utf8proc_int32_t>(next.value), &state))
      break;
    at += static_cast<std::size_t>(next.length);
    rune = next;
  }
  return at;
}

std::size_t count_clusters(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    text.remove_prefix(cluster_length(text));
    ++count;
  }
  return count;
}

std::size_t identifier_start(std::string_view text) {
  if (text.empty()) return 0;
  const Rune rune = decode_rune(text);
  return !is_broken(rune) && starts_identifier(rune.value) ? static_cast<std::size_t>(rune.length) : 0;
}

std::size_t identifier_continue(std::string_view text) {
  if (text.empty()) return 0;
  const Rune rune = decode_rune(text);
  return !is_broken(rune) && continues_identifier(rune.value) ? static_cast<std::size_t>(rune.length) : 0;
}

std::string to_upper(std::string_view text) {
  return map_runes(text, [](utf8proc_int32_t c) { return c == 0xDF ? c : utf8proc_toupper(c); });
}

std::string to_lower(std::string_view text) {
  return map_runes(text, utf8proc_tolower);
}

std::string to_title(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t previous = ' ';
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    const auto code = static_cast<utf8proc_int32_t>(rune.value);
    append_rune(out, separates_words(previous) ? static_cast<char32_t>(utf8proc_totitle(code)) : rune.value);
    previous = rune.value;
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out;
}

}  // namespace plumb::hcl
