// SPDX-License-Identifier: Apache-2.0
// Escapes in literal text.
#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/go_text.hpp>

#include "parser.hpp"
#include "unicode.hpp"

namespace plumb::hcl {
namespace {

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::size_t rune_length(std::string_view text) {
  return text.empty() ? 0 : static_cast<std::size_t>(decode_rune(text).length);
}

// Cuts off the next piece: an escape, a doubled template sign with its brace, a line end, or plain text up to one of
// these.
std::string_view next_piece(std::string_view text, bool quoted) {
  const char c = text[0];
  if (c == '\\' && quoted) {
    if (text.size() > 1 && (text[1] == 'u' || text[1] == 'U')) {
      const std::size_t most = text[1] == 'u' ? 6 : 10;
      std::size_t at = 2;
      while (at < std::min(most, text.size()) && is_hex(text[at])) ++at;
      return text.substr(0, at);
    }
    return text.substr(0, 1 + rune_length(text.substr(1)));
  }
  if (c == '$' || c == '%') {
    std::size_t at = 1;
    if (at < text.size() && text[at] == c) ++at;
    if (at == 2 && at < text.size() && text[at] == '{') ++at;
    return text.substr(0, at);
  }
  if (c == '\n') return text.substr(0, 1);
  if (c == '\r') return text.substr(0, text.starts_with("\r\n") ? 2 : 1);
  return text.substr(0, std::min(text.find_first_of(quoted ? "\\$%\r\n" : "$%\r\n"), text.size()));
}

void advance(Position& position, std::string_view text) {
  while (!text.empty()) {
    const std::size_t cluster = cluster_length(text);
    position.byte += cluster;
    if (text[0] == '\r' || text[0] == '\n') {
      ++position.line;
      position.column = 1;
    } else {
      ++position.column;
    }
    text.remove_prefix(cluster);
  }
}

// The character an escape stands for. 0: it stands for none.
char simple_escape(char selector) {
  switch (selector) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '"':
      return '"';
    case '\\':
      return '\\';
    default:
      return 0;
  }
}

constexpr const char* k_invalid = "Invalid escape sequence";

// What is wrong with \u and \U; "" and the character appended if nothing is.
std::string unicode_escape(std::string_view piece, std::string& out) {
  if (piece[1] == 'u' && piece.size() != 6)
    return "The \\u escape sequence must be followed by four hexadecimal digits.";
  if (piece[1] == 'U' && piece.size() != 10)
    return "The \\U escape sequence must be followed by eight hexadecimal digits.";
  const unsigned long code = std::stoul(std::string(piece.substr(2)), nullptr, 16);
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    return fmt::format("Cannot encode character U+{:04x} in UTF-8.", code);
  append_rune(out, static_cast<char32_t>(code));
  return {};
}

}  // namespace

// The text of a literal token. Heredocs know no backslash escapes.
std::string Parser::string_literal(const Token& token) {
  const bool quoted = token.kind == TokenKind::quoted_lit;
  std::string out;
  out.reserve(token.text.size());
  Range range{token.range.start, token.range.start};
  for (std::string_view rest = token.text; !rest.empty();) {
    const std::string_view piece = next_piece(rest, quoted);
    rest.remove_prefix(piece.size());
    range.start = range.end;
    advance(range.end, piece);
    if (piece[0] == '\\' && quoted) {
      if (piece.size() < 2) {
        say(range, k_invalid, "Backslash must be followed by an escape sequence selector character.");
        out += piece;
      } else if (piece[1] == 'u' || piece[1] == 'U') {
        if (std::string problem = unicode_escape(piece, out); !problem.empty()) {
          say(range, k_invalid, std::move(problem));
          out += piece;
        }
      } else if (const char character = simple_escape(piece[1])) {
        out += character;
      } else {
        say(range, k_invalid,
            fmt::format("The symbol {} is not a valid escape sequence selector.", go_quote(piece.substr(1))));
        out += piece.substr(1);
      }
    } else if (piece == "$${" || piece == "%%{") {
      out += piece.substr(1);
    } else {
      out += piece;
    }
  }
  return out;
}

}  // namespace plumb::hcl
