// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/go_text.hpp>

#include <fmt/format.h>

#include <iterator>

#include "go_text_printable.hpp"

namespace plumb {
namespace {

[[nodiscard]] bool is_stray_byte(const Rune& rune) {
  return rune.value == U'\uFFFD' && rune.length == 1;
}

// The letter of a two-character escape that Go and C share; 0 if there is none.
[[nodiscard]] char short_escape(char32_t rune) {
  switch (rune) {
    case U'\a':
      return 'a';
    case U'\b':
      return 'b';
    case U'\f':
      return 'f';
    case U'\n':
      return 'n';
    case U'\r':
      return 'r';
    case U'\t':
      return 't';
    case U'\v':
      return 'v';
    default:
      return 0;
  }
}

void append_quoted(std::string& out, char32_t rune) {
  const auto code = static_cast<std::uint32_t>(rune);
  if (rune == U'"' || rune == U'\\') {
    out += '\\';
    out += static_cast<char>(rune);
  } else if (is_go_printable(rune)) {
    append_rune(out, rune);
  } else if (const char letter = short_escape(rune); letter != 0) {
    out += '\\';
    out += letter;
  } else if (rune < U' ' || rune == 0x7F) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", code);
  } else if (rune < 0x10000) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
  } else {
    fmt::format_to(std::back_inserter(out), "\\U{:08x}", code);
  }
}

void append_json(std::string& out, const Rune& rune, std::string_view bytes) {
  switch (rune.value) {
    case U'"':
    case U'\\':
      out += '\\';
      out += static_cast<char>(rune.value);
      return;
    case U'\b':
      out += "\\b";
      return;
    case U'\f':
      out += "\\f";
      return;
    case U'\n':
      out += "\\n";
      return;
    case U'\r':
      out += "\\r";
      return;
    case U'\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const bool html = rune.value == U'<' || rune.value == U'>' || rune.value == U'&';
  const bool line_end = rune.value == 0x2028 || rune.value == 0x2029;  // a line end in JavaScript, but not in JSON
  if (rune.value < U' ' || html || line_end || is_stray_byte(rune)) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint32_t>(rune.value));
  } else {
    out += bytes;
  }
}

}  // namespace

std::string go_quote(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    if (is_stray_byte(rune)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text[0]));
    } else {
      append_quoted(out, rune.value);
    }
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out + "\"";
}

std::string go_json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    const auto length = static_cast<std::size_t>(rune.length);
    append_json(out, rune, text.substr(0, length));
    text.remove_prefix(length);
  }
  return out + "\"";
}

std::optional<bool> parse_go_bool(std::string_view text) {
  for (const std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"}) {
    if (text == yes) return true;
  }
  for (const std::string_view no : {"0", "f", "F", "false", "FALSE", "False"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

}  // namespace plumb
