// SPDX-License-Identifier: Apache-2.0
#include "format_value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <string_view>

#include <plumb/base/go_text.hpp>

#include "format.hpp"

namespace plumb::tmpl {
namespace {

[[nodiscard]] int count_runes(std::string_view text) {
  int count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(static_cast<std::size_t>(decode_rune(text).length));
  return count;
}

[[nodiscard]] std::string utf8(char32_t rune) {
  std::string out;
  append_rune(out, rune);
  return out;
}

// To the width of the verb, which counts runes.
[[nodiscard]] std::string padded(std::string text, const Verb& verb) {
  const int missing = verb.width.value_or(0) - count_runes(text);
  if (missing <= 0) return text;
  const std::string fill(static_cast<std::size_t>(missing), verb.zero && !verb.minus ? '0' : ' ');
  return verb.minus ? text + fill : fill + text;
}

[[nodiscard]] std::string padded_with_blanks(std::string text, Verb verb) {
  verb.zero = false;
  return padded(std::move(text), verb);
}

[[nodiscard]] std::string bad_verb(const Value& value, const Verb& verb) {
  Verb general = verb;
  general.letter = U'v';
  const std::string shown =
      value.data().index() == 0 ? "<nil>" : value.type_name() + "=" + format_value(value, general);
  return "%!" + utf8(verb.letter) + "(" + shown + ")";
}

// ---- texts

[[nodiscard]] std::string_view cut(std::string_view text, const Verb& verb) {
  if (!verb.precision) return text;
  std::size_t end = 0;
  for (int runes = 0; runes < *verb.precision && end < text.size(); ++runes) {
    end += static_cast<std::size_t>(decode_rune(text.substr(end)).length);
  }
  return text.substr(0, end);
}

[[nodiscard]] std::string hexadecimal(std::string_view text, const Verb& verb) {
  std::string out;
  if (verb.precision) text = text.substr(0, static_cast<std::size_t>(*verb.precision));
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (verb.space && !out.empty()) out += ' ';
    if (verb.sharp && (verb.space || out.empty())) out += verb.letter == U'x' ? "0x" : "0X";
    out += verb.letter == U'x' ? fmt::format("{:02x}", byte) : fmt::format("{:02X}", byte);
  }
  return out;
}

// `%#q` writes `text` in back quotes where that is possible.
[[nodiscard]] bool fits_back_quotes(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    const bool control = rune.value < U' ' && rune.value != U'\t';
    if (control || rune.value == U'`' || rune.value == 0x7F || rune.value == 0xFEFF || rune.value == U'\uFFFD')
      return false;
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return true;
}

// Nothing where the verb is none for texts.
[[nodiscard]] std::optional<std::string> format_text(std::string_view text, const Verb& verb) {
  switch (verb.letter) {
    case U'v':
      return padded(verb.go_syntax ? go_quote(text) : std::string(cut(text, verb)), verb);
    case U's':
      return padded(std::string(cut(text, verb)), verb);
    case U'x':
    case U'X':
      return padded(hexadecimal(text, verb), verb);
    case U'q': {
      const std::string_view shown = cut(text, verb);
      return padded(verb.sharp && fits_back_quotes(shown) ? fmt::format("`{}`", shown) : go_quote(shown), verb);
    }
    default:
      return std::nullopt;
  }
}

// ---- numbers

[[nodiscard]] std::string_view base_prefix(char32_t letter) {
  switch (letter) {
    case U'b':
      return "0b";
    case U'o':
      return "0";
    case U'x':
      return "0x";
    case U'X':
      return "0X";
    default:
      return "";
  }
}

[[nodiscard]] std::string format_digits(std::int64_t number, const Verb& verb) {
  const std::uint64_t magnitude =
      number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  std::string digits;
  switch (verb.letter) {
    case U'b':
      digits = fmt::format("{:b}", magnitude);
      break;
    case U'o':
    case U'O':
      digits = fmt::format("{:o}", magnitude);
      break;
    case U'x':
      digits = fmt::format("{:x}", magnitude);
      break;
    case U'X':
      digits = fmt::format("{:X}", magnitude);
      break;
    default:
      digits = fmt::format("{}", magnitude);
      break;
  }
  const std::string sign = number < 0 ? "-" : verb.plus ? "+" : verb.space ? " " : "";
  int wanted = 0;
  if (verb.precision) {
    if (*verb.precision == 0 && number == 0) return padded_with_blanks("", verb);
    wanted = *verb.precision;
  } else if (verb.zero && !verb.minus && verb.width) {
    wanted = *verb.width - static_cast<int>(sign.size());
  }
  if (static_cast<int>(digits.size()) < wanted) digits.insert(0, static_cast<std::size_t>(wanted) - digits.size(), '0');
  std::string prefix(verb.sharp ? base_prefix(verb.letter) : "");
  if (prefix == "0" && digits.starts_with('0')) prefix.clear();
  if (verb.letter == U'O') prefix = "0o";
  return padded_with_blanks(sign + prefix + digits, verb);
}

[[nodiscard]] std::string format_unicode(std::int64_t number, const Verb& verb) {
  std::string text = fmt::format("U+{:04X}", static_cast<std::uint64_t>(number));
  if (verb.sharp && number >= 0 && number <= 0x10FFFF) {
    const std::string rune = utf8(static_cast<char32_t>(number));
    if (go_quote(rune) == "\"" + rune + "\"") text += " '" + rune + "'";
  }
  return padded_with_blanks(text, verb);
}

[[nodiscard]] std::string quote_rune(std::int64_t number) {
  const std::string text = utf8(number < 0 || number > 0x10FFFF ? U'\uFFFD' : static_cast<char32_t>(number));
  if (text == "'") return "'\\''";
  if (text == "\"") return "'\"'";
  const std::string quoted = go_quote(text);
  return "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

[[nodiscard]] std::string format_integer(const Value& value, std::int64_t number, Verb verb) {
  switch (verb.letter) {
    case U'v':
    case U'd':
      verb.letter = U'd';
      return format_digits(number, verb);
    case U'b':
    case U'o':
    case U'O':
    case U'x':
    case U'X':
      return format_digits(number, verb);
    case U'c':
      return padded(utf8(number < 0 || number > 0x10FFFF ? U'\uFFFD' : static_cast<char32_t>(number)), verb);
    case U'q':
      return padded(quote_rune(number), verb);
    case U'U':
      return format_unicode(number, verb);
    default:
      return bad_verb(value, verb);
  }
}

[[nodiscard]] std::string printed(double number, char letter, int precision) {
  const char pattern[] = {'%', '.', '*', letter, '\0'};
  char buffer[512];
  const int length = std::snprintf(buffer, sizeof buffer, pattern, precision, number);
  return {buffer, static_cast<std::size_t>(std::min(length, static_cast<int>(sizeof buffer) - 1))};
}

// The fewest digits that read back as the same number, in the form that `letter` says.
[[nodiscard]] std::string shortest(double number, char letter) {
  char buffer[512];
  const auto format = letter == 'e' ? std::chars_format::scientific : std::chars_format::fixed;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, format).ptr;
  return {buffer, end};
}

[[nodiscard]] std::string format_real(const Value& value, double number, const Verb& verb) {
  const char32_t letter = verb.letter;
  if (std::u32string_view(U"vgGeEfF").find(letter) == std::u32string_view::npos) return bad_verb(value, verb);
  const bool finite = std::isfinite(number);
  std::string text;
  if (!finite) {
    text = std::isnan(number) ? "NaN" : number < 0 ? "-Inf" : "+Inf";
    if (std::isnan(number) && (verb.plus || verb.space)) text = "+NaN";
    if (text[0] == '+' && !verb.plus) text[0] = ' ';
    if (text[0] == ' ' && !verb.space && !std::isnan(number)) text = "+Inf";
    return padded_with_blanks(text, verb);
  }
  const bool general = letter == U'v' || letter == U'g' || letter == U'G';
  if (general && !verb.precision) {
    text = format_float(number);
  } else {
    const char c = letter == U'F' ? 'f' : letter == U'v' ? 'g' : static_cast<char>(letter);
    text = printed(number, c, verb.precision.value_or(6));
  }
  if (letter == U'G') {
    for (char& c : text) c = c == 'e' ? 'E' : c;
  }
  const bool negative = text[0] == '-';
  const std::string sign = negative ? "-" : verb.plus ? "+" : verb.space ? " " : "";
  if (negative) text.erase(0, 1);
  if (verb.zero && !verb.minus && verb.width) {
    const int missing = *verb.width - static_cast<int>(text.size() + sign.size());
    if (missing > 0) text.insert(0, static_cast<std::size_t>(missing), '0');
  }
  return padded_with_blanks(sign + text, verb);
}

// ---- what holds other values

// A value within another one: nil is "<nil>" there, whatever the verb.
[[nodiscard]] std::string format_inner(const Value& value, const Verb& verb) {
  return value.data().index() == 0 ? "<nil>" : format_value(value, verb);
}

[[nodiscard]] std::string format_bytes(const std::string& bytes, const Verb& verb) {
  if (std::u32string_view(U"sqxX").find(verb.letter) != std::u32string_view::npos) return *format_text(bytes, verb);
  std::string out = verb.go_syntax ? "[]byte{" : "[";
  bool first = true;
  for (const char c : bytes) {
    if (!first) out += verb.go_syntax ? ", " : " ";
    first = false;
    const int byte = static_cast<unsigned char>(c);
    out += verb.go_syntax ? fmt::format("0x{:x}", byte) : format_value(Value(byte).with_type("uint8"), verb);
  }
  return out + (verb.go_syntax ? "}" : "]");
}

[[nodiscard]] std::string format_list(const Value& value, const List& list, const Verb& verb) {
  std::string out = verb.go_syntax ? value.type_name() + "{" : "[";
  bool first = true;
  for (const Value& element : list) {
    if (!first) out += verb.go_syntax ? ", " : " ";
    first = false;
    out += format_inner(element, verb);
  }
  return out + (verb.go_syntax ? "}" : "]");
}

[[nodiscard]] std::string format_map(const Value& value, const Value::Map& map, const Verb& verb) {
  std::string out = verb.go_syntax ? value.type_name() + "{" : "map[";
  bool first = true;
  for (const auto& [key, element] : map) {
    if (!first) out += verb.go_syntax ? ", " : " ";
    first = false;
    out += format_value(Value(key), verb) + ":" + format_inner(element, verb);
  }
  return out + (verb.go_syntax ? "}" : "]");
}

[[nodiscard]] std::string format_struct(const Value& value, const Struct& record, const Verb& verb) {
  if (record.nil) return verb.letter == U'v' ? padded("<nil>", verb) : bad_verb(value, verb);
  const bool pointer = record.type_name.starts_with('*');
  std::string out = pointer ? "&" : "";
  if (verb.go_syntax) out += record.type_name.substr(pointer ? 1 : 0);
  out += "{";
  bool first = true;
  for (const Struct::Field& field : record.fields) {
    if (field.name.empty()) continue;
    if (!first) out += verb.go_syntax ? ", " : " ";
    first = false;
    if (verb.field_names || verb.go_syntax) out += field.name + ":";
    out += format_inner(field.value, verb);
  }
  return out + "}";
}

}  // namespace

std::string format_float(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : value < 0 ? "-Inf" : "+Inf";
  const std::string scientific = shortest(value, 'e');
  const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
  return exponent < -4 || exponent >= 6 ? scientific : shortest(value, 'f');
}

std::string format_value(const Value& value, const Verb& verb) {
  if (verb.letter == U'T') return padded(value.type_name(), Verb{.minus = verb.minus, .width = verb.width});
  const Struct* record = value.as_struct();
  const bool text_verb = std::u32string_view(U"vsqxX").find(verb.letter) != std::u32string_view::npos;
  if (record != nullptr && record->print && !record->nil && text_verb && !verb.go_syntax) {
    return *format_text(record->print(), verb);
  }
  if (value.data().index() == 0) return verb.letter == U'v' ? padded("<nil>", verb) : bad_verb(value, verb);
  if (const bool* b = value.as_bool()) {
    if (verb.letter != U'v' && verb.letter != U't') return bad_verb(value, verb);
    return padded(*b ? "true" : "false", verb);
  }
  if (const std::int64_t* number = value.as_int()) return format_integer(value, *number, verb);
  if (const double* number = value.as_double()) return format_real(value, *number, verb);
  if (const std::string* text = value.as_string()) {
    if (value.is_bytes()) return format_bytes(*text, verb);
    const auto formatted = format_text(*text, verb);
    return formatted ? *formatted : bad_verb(value, verb);
  }
  if (const List* list = value.as_list()) return format_list(value, *list, verb);
  if (const Value::Map* map = value.as_map()) return format_map(value, *map, verb);
  return record == nullptr ? "<nil>" : format_struct(value, *record, verb);
}

}  // namespace plumb::tmpl
