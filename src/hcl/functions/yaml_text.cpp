// SPDX-License-Identifier: Apache-2.0
// Scalars in the styles that libyaml's emitter has.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

#include "yaml.hpp"

namespace plumb::hcl {
namespace {

// libyaml escapes what lies beyond the basic plane.
bool is_printable(char32_t c) {
  return c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7F) || c == 0x85 || (c >= 0xA0 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
}

std::string escaped(char32_t c) {
  switch (c) {
    case 0x00:
      return "\\0";
    case 0x07:
      return "\\a";
    case 0x08:
      return "\\b";
    case 0x09:
      return "\\t";
    case 0x0A:
      return "\\n";
    case 0x0B:
      return "\\v";
    case 0x0C:
      return "\\f";
    case 0x0D:
      return "\\r";
    case 0x1B:
      return "\\e";
    case 0x22:
      return "\\\"";
    case 0x5C:
      return "\\\\";
    case 0x85:
      return "\\N";
    case 0xA0:
      return "\\_";
    case 0x2028:
      return "\\L";
    case 0x2029:
      return "\\P";
    default:
      break;
  }
  const auto code = static_cast<std::uint32_t>(c);
  return code <= 0xFF     ? fmt::format("\\x{:02X}", code)
         : code <= 0xFFFF ? fmt::format("\\u{:04X}", code)
                          : fmt::format("\\U{:08X}", code);
}

bool must_escape(char32_t c) {
  return !is_printable(c) || c == '\t' || c == '\n' || c == '"' || c == '\\' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

}  // namespace

std::string yaml_double_quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    if (must_escape(rune.value)) {
      out += escaped(rune.value);
    } else {
      append_rune(out, rune.value);
    }
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out + "\"";
}

bool yaml_fits_literal(std::string_view text) {
  if (text.ends_with(' ') || text.find(" \n") != std::string_view::npos) return false;
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    if (!is_printable(rune.value)) return false;
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return true;
}

std::string yaml_literal(std::string_view text, int indentation) {
  const std::string margin(static_cast<std::size_t>(indentation), ' ');
  std::string out = "|";
  if (text.starts_with(' ') || text.starts_with('\n')) out += fmt::format("{}", indentation);
  if (!text.ends_with('\n')) {
    out += '-';
  } else if (text.size() == 1 || text.ends_with("\n\n")) {
    out += '+';
  }
  while (!text.empty()) {
    const std::size_t feed = text.find('\n');
    const std::string_view line = text.substr(0, feed);
    out += '\n';
    if (!line.empty()) out.append(margin).append(line);
    if (feed == std::string_view::npos) break;
    text.remove_prefix(feed + 1);
  }
  return out;
}

}  // namespace plumb::hcl
