// SPDX-License-Identifier: Apache-2.0
// Single verbs: flags, width and precision as Go's fmt has them for texts, booleans and numbers of any size.
#include "format_verb.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>
#include <plumb/hcl/json.hpp>

#include "../unicode.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

Failure unsupported(const FormatVerb& verb, std::string_view why) {
  return Failure{fmt::format("unsupported value for {} at {}: {}", go_quote(verb.raw), verb.offset, why)};
}

// Widths count what a person sees as characters.
std::string padded(const FormatVerb& verb, std::string text) {
  const auto length = static_cast<int>(count_clusters(text));
  if (verb.width <= length) return text;
  const std::string pad(static_cast<std::size_t>(verb.width - length), verb.zero ? '0' : ' ');
  return verb.minus ? text + pad : pad + text;
}

std::string sign_of(const FormatVerb& verb, bool negative) {
  if (negative) return "-";
  if (verb.plus) return "+";
  return verb.space ? " " : "";
}

Formatted as_is(const FormatVerb& verb, const Value& value) {
  if (!verb.sharp && value.has_content()) {
    if (value.is(Kind::string)) return padded(verb, value.as_string());
    if (value.is(Kind::number)) return padded(verb, value.as_number().general_text());
  }
  auto json = to_json(value);
  if (const auto* problem = std::get_if<Failure>(&json)) return unsupported(verb, problem->message);
  return padded(verb, std::get<std::string>(json));
}

std::string integer_prefix(const FormatVerb& verb) {
  if (!verb.sharp) return {};
  switch (verb.mode) {
    case 'b':
      return "0b";
    case 'o':
      return "0";
    case 'x':
      return "0x";
    case 'X':
      return "0X";
    default:
      return {};
  }
}

std::string integer(const FormatVerb& verb, const Number& number) {
  const int base = verb.mode == 'b' ? 2 : verb.mode == 'o' ? 8 : verb.mode == 'd' ? 10 : 16;
  std::string digits = number.integer_text(base);
  const bool negative = digits.starts_with('-');
  if (negative) digits.erase(0, 1);
  if (verb.mode == 'X')
    std::transform(digits.begin(), digits.end(), digits.begin(),
                   [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
  if (verb.precision == 0 && digits == "0") return {};
  const std::string head = sign_of(verb, negative) + integer_prefix(verb);
  if (verb.precision > static_cast<int>(digits.size()))
    digits.insert(0, static_cast<std::size_t>(verb.precision) - digits.size(), '0');
  const int missing = verb.width - static_cast<int>(head.size() + digits.size());
  if (missing <= 0) return head + digits;
  const auto count = static_cast<std::size_t>(missing);
  if (verb.minus) return head + digits + std::string(count, ' ');
  if (verb.zero && verb.precision < 0) return head + std::string(count, '0') + digits;
  return std::string(count, ' ') + head + digits;
}

std::string real(const FormatVerb& verb, const Number& number) {
  std::string digits = number.format(verb.mode, verb.precision);
  std::string sign;
  if (digits.starts_with('-')) {
    sign = "-";
    digits.erase(0, 1);
  } else if (digits.starts_with('+')) {  // infinity
    sign = verb.space && !verb.plus ? " " : "+";
    digits.erase(0, 1);
  } else {
    sign = sign_of(verb, false);
  }
  const int missing = verb.width - static_cast<int>(sign.size() + digits.size());
  if (missing <= 0) return sign + digits;
  const auto count = static_cast<std::size_t>(missing);
  if (verb.minus) return sign + digits + std::string(count, ' ');
  if (verb.zero && !number.is_infinite()) return sign + std::string(count, '0') + digits;
  return std::string(count, ' ') + sign + digits;
}

Formatted as_number(const FormatVerb& verb, const Value& value) {
  const Outcome converted = convert(value, Type::number());
  if (const Failure* problem = failure(converted)) return unsupported(verb, problem->message);
  const Number& number = std::get<Value>(converted).as_number();
  if (std::string_view("bdoxX").find(verb.mode) == std::string_view::npos) return real(verb, number);
  if (!number.is_integer()) return unsupported(verb, "an integer is required");
  return integer(verb, number);
}

Formatted as_text(const FormatVerb& verb, const Value& value) {
  const Outcome converted = convert(value, Type::string());
  if (const Failure* problem = failure(converted)) return unsupported(verb, problem->message);
  std::string_view text = std::get<Value>(converted).as_string();
  if (verb.precision > 0) {
    std::size_t bytes = 0;
    for (int i = 0; i < verb.precision && bytes < text.size(); ++i) bytes += cluster_length(text.substr(bytes));
    text = text.substr(0, bytes);
  }
  return padded(verb, verb.mode == 'q' ? go_json_string(text) : std::string(text));
}

}  // namespace

Formatted format_argument(const FormatVerb& verb, Arguments arguments) {
  if (verb.argument > arguments.size()) {
    return Failure{fmt::format("not enough arguments for {} at {}: need index {} but have {} total", go_quote(verb.raw),
                               verb.offset, verb.argument, arguments.size())};
  }
  const Value& value = arguments[verb.argument - 1];
  if (verb.mode != 'v' && value.is_null()) return unsupported(verb, "null value cannot be formatted");
  switch (verb.mode) {
    case 'v':
      return as_is(verb, value);
    case 't': {
      const Outcome converted = convert(value, Type::boolean());
      if (const Failure* problem = failure(converted)) return unsupported(verb, problem->message);
      return std::string(std::get<Value>(converted).as_bool() ? "true" : "false");
    }
    case 's':
    case 'q':
      return as_text(verb, value);
    default:
      if (std::string_view("bdoxXeEfgG").find(verb.mode) != std::string_view::npos) return as_number(verb, value);
      return Failure{
          fmt::format("unsupported format verb '{}' in {} at offset {}", verb.mode, go_quote(verb.raw), verb.offset)};
  }
}

}  // namespace plumb::hcl
