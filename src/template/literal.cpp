// SPDX-License-Identifier: Apache-2.0
#include "literal.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::tmpl {
namespace {

[[noreturn]] void bad_syntax() {
  throw Error("invalid syntax");
}

// `count` digits of base 8 or 16.
[[nodiscard]] std::uint32_t take_digits(std::string_view& rest, std::size_t count, int base) {
  std::uint32_t value = 0;
  if (rest.size() < count) bad_syntax();
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + count, value, base);
  if (error != std::errc{} || end != rest.data() + count) bad_syntax();
  rest.remove_prefix(count);
  return value;
}

[[nodiscard]] bool is_rune(std::uint32_t value) {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

struct Unit {
  char32_t value = 0;
  bool byte = false;  // \xFF and \377 are bytes, not runes
};

// One character of a literal, escapes resolved. REQUIRES: rest is not empty.
[[nodiscard]] Unit take_unit(std::string_view& rest, char quote) {
  if (rest[0] != '\\') {
    const Rune rune = decode_rune(rest);
    rest.remove_prefix(static_cast<std::size_t>(rune.length));
    return {rune.value, false};
  }
  if (rest.size() < 2) bad_syntax();
  const char letter = rest[1];
  rest.remove_prefix(2);
  switch (letter) {
    case 'a':
      return {U'\a', false};
    case 'b':
      return {U'\b', false};
    case 'f':
      return {U'\f', false};
    case 'n':
      return {U'\n', false};
    case 'r':
      return {U'\r', false};
    case 't':
      return {U'\t', false};
    case 'v':
      return {U'\v', false};
    case '\\':
      return {U'\\', false};
    case 'x':
      return {take_digits(rest, 2, 16), true};
    case 'u':
    case 'U': {
      const std::uint32_t value = take_digits(rest, letter == 'u' ? 4 : 8, 16);
      if (!is_rune(value)) bad_syntax();
      return {value, false};
    }
    default:
      break;
  }
  if (letter == quote) return {static_cast<char32_t>(quote), false};
  if (letter < '0' || letter > '7') bad_syntax();
  const std::uint32_t value = static_cast<std::uint32_t>(letter - '0') * 64 + take_digits(rest, 2, 8);
  if (value > 255) bad_syntax();
  return {value, true};
}

// Digits may be grouped by "_", but only behind a base prefix's digit or between two digits.
[[nodiscard]] bool underscores_are_right(std::string_view digits, bool has_prefix) {
  char before = has_prefix ? '0' : '\0';
  for (const char c : digits) {
    if (c == '_' && (before == '_' || before == '\0')) return false;
    before = c;
  }
  return before != '_';
}

struct Magnitude {
  bool valid = false;
  bool overflow = false;
  std::uint64_t value = 0;
};

// An integer without its sign: decimal, 0x, 0o, 0b, or octal with a leading 0.
[[nodiscard]] Magnitude parse_magnitude(std::string_view text) {
  int base = 10;
  bool prefix = false;
  if (text.size() > 1 && text[0] == '0') {
    const char letter = static_cast<char>(text[1] | 0x20);
    base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    text.remove_prefix(letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
    prefix = true;
  }
  if (text.empty() || !underscores_are_right(text, prefix)) return {};
  std::string digits(text);
  std::erase(digits, '_');
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (end != digits.data() + digits.size()) return {};
  return {.valid = error == std::errc{}, .overflow = error == std::errc::result_out_of_range, .value = value};
}

// In a float an underscore stands between two digits.
[[nodiscard]] bool underscores_separate_digits(std::string_view text) {
  const auto is_digit = [&](std::size_t at) {
    return at < text.size() && std::isxdigit(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = text.find('_'); at != std::string_view::npos; at = text.find('_', at + 1)) {
    if (at == 0 || !is_digit(at - 1) || !is_digit(at + 1)) return false;
  }
  return true;
}

[[nodiscard]] std::optional<double> parse_real(std::string_view text) {
  if (!underscores_separate_digits(text)) return std::nullopt;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const bool hexadecimal = text.size() > 1 && text[0] == '0' && (text[1] | 0x20) == 'x';
  if (hexadecimal && text.find_first_of("pP") == std::string_view::npos) return std::nullopt;
  if (hexadecimal) text.remove_prefix(2);
  std::string digits(text);
  std::erase(digits, '_');
  double value = 0;
  const auto format = hexadecimal ? std::chars_format::hex : std::chars_format::general;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, format);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return negative ? -value : value;
}

constexpr std::uint64_t k_limit = std::uint64_t{1} << 63;

}  // namespace

std::string unquote(std::string_view literal) {
  const char quote = literal.empty() ? '\0' : literal[0];
  if (literal.size() < 2 || literal.back() != quote) bad_syntax();
  std::string_view rest = literal.substr(1, literal.size() - 2);
  std::string out;
  if (quote == '`') {
    out = rest;
    std::erase(out, '\r');
    return out;
  }
  while (!rest.empty()) {
    if (rest[0] == quote || rest[0] == '\n') bad_syntax();
    const bool stray = rest[0] != '\\' && decode_rune(rest).length == 1 && decode_rune(rest).value == U'\uFFFD';
    if (stray) {
      out += rest[0];  // bytes that are no UTF-8 are kept
      rest.remove_prefix(1);
      continue;
    }
    const Unit unit = take_unit(rest, quote);
    if (unit.byte) {
      out += static_cast<char>(unit.value);
    } else {
      append_rune(out, unit.value);
    }
  }
  return out;
}

NumberWord parse_character(std::string_view literal) {
  std::string_view rest = literal.substr(1);
  if (rest.empty() || rest[0] == '\'') bad_syntax();
  const Unit unit = take_unit(rest, '\'');
  if (rest != "'") throw Error("malformed character constant: " + std::string(literal));
  NumberWord word;
  word.text = literal;
  word.integer = static_cast<std::int64_t>(unit.value);
  word.real = static_cast<double>(unit.value);
  return word;
}

NumberWord parse_number(std::string_view literal) {
  NumberWord word;
  word.text = literal;
  const bool negative = literal.starts_with('-');
  const bool sign = negative || literal.starts_with('+');
  const Magnitude magnitude = parse_magnitude(literal.substr(sign ? 1 : 0));
  if (magnitude.valid && magnitude.value <= (negative ? k_limit : k_limit - 1)) {
    word.integer = static_cast<std::int64_t>(negative ? 0 - magnitude.value : magnitude.value);
    word.real = static_cast<double>(*word.integer);
    return word;
  }
  if (magnitude.valid && !sign) {
    word.too_large = true;
    word.real = static_cast<double>(magnitude.value);
    return word;
  }
  const std::optional<double> real = parse_real(literal);
  const bool written_as_real = literal.find_first_of(".eEpP") != std::string_view::npos;
  if ((magnitude.valid || magnitude.overflow || real) && !written_as_real) {
    throw Error("integer overflow: " + go_quote(literal));
  }
  if (!real) throw Error("illegal number syntax: " + go_quote(literal));
  word.real = *real;
  constexpr double k_edge = 9223372036854775808.0;
  if (std::floor(*real) == *real && *real >= -k_edge && *real < k_edge) word.integer = static_cast<std::int64_t>(*real);
  return word;
}

}  // namespace plumb::tmpl
