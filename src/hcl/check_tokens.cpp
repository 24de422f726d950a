// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "token.hpp"

namespace plumb::hcl {
namespace {

std::string_view bitwise_hint(TokenKind kind) {
  switch (kind) {
    case TokenKind::bitwise_and:
      return " Did you mean boolean AND (\"&&\")?";
    case TokenKind::bitwise_or:
      return " Did you mean boolean OR (\"||\")?";
    case TokenKind::bitwise_not:
      return " Did you mean boolean NOT (\"!\")?";
    default:
      return "";
  }
}

}  // namespace

Diagnostics check_tokens(const std::vector<Token>& tokens) {
  Diagnostics out;
  int bitwise = 0;
  int backticks = 0;
  int apostrophes = 0;
  bool semicolon = false;
  bool encoding = false;
  for (const Token& token : tokens) {
    const auto say = [&](std::string summary, std::string detail) {
      out.push_back({token.range, std::move(summary), std::move(detail)});
    };
    switch (token.kind) {
      case TokenKind::bitwise_and:
      case TokenKind::bitwise_or:
      case TokenKind::bitwise_not:
      case TokenKind::bitwise_xor:
        if (bitwise++ < 4)
          say("Unsupported operator", fmt::format("Bitwise operators are not supported.{}", bitwise_hint(token.kind)));
        break;
      case TokenKind::backtick:
        // Only the first of a pair; after three the state stays as it is.
        if (backticks % 2 == 0) {
          say("Invalid character",
              "The \"`\" character is not valid. To create a multi-line string, use the \"heredoc\" syntax, like "
              "\"<<EOT\".");
        }
        if (backticks <= 2) ++backticks;
        break;
      case TokenKind::apostrophe:
        if (apostrophes % 2 == 0)
          say("Invalid character", "Single quotes are not valid. Use double quotes (\") to enclose strings.");
        if (apostrophes <= 2) ++apostrophes;
        break;
      case TokenKind::semicolon:
        if (!semicolon) {
          say("Invalid character",
              "The \";\" character is not valid. Use newlines to separate arguments and blocks, and commas to separate "
              "items in "
              "collection values.");
        }
        semicolon = true;
        break;
      case TokenKind::bad_utf8:
        if (!encoding) {
          say("Invalid character encoding",
              "All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.");
        }
        encoding = true;
        break;
      case TokenKind::quoted_newline:
        say("Invalid multi-line string",
            "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n "
            "escape to "
            "represent a newline character or use the \"heredoc\" multi-line template syntax.");
        break;
      case TokenKind::invalid:
        if (token.text == "“" || token.text == "”") {
          say("Invalid character",
              "\"Curly quotes\" are not valid here. These can sometimes be inadvertently introduced when sharing code "
              "via documents "
              "or discussion forums. It might help to replace the character with a \"straight quote\".");
        } else {
          say("Invalid character", "This character is not used within the language.");
        }
        break;
      default:
        break;
    }
  }
  return out;
}

}  // namespace plumb::hcl
