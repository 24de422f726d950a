// SPDX-License-Identifier: Apache-2.0
// Bodies, attributes and blocks.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

#include "parser.hpp"

namespace plumb::hcl {
namespace {

constexpr const char* k_required = "Argument or block definition required";
constexpr const char* k_required_detail = "An argument or block definition is required here.";
constexpr const char* k_required_equals =
    "An argument or block definition is required here. To set an argument, use the equals sign \"=\" to introduce the "
    "argument value.";
constexpr const char* k_unclosed = "Unclosed configuration block";
constexpr const char* k_unclosed_detail =
    "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace "
    "nesting elsewhere in "
    "this file.";

}  // namespace

Body Parser::parse_body(TokenKind end) {
  Body body;
  const Range start = previous_range();
  Range last;
  for (;;) {
    const TokenKind next = peek().kind;
    if (next == end) {
      last = next_range();
      read();
      break;
    }
    if (next == TokenKind::newline) {
      read();
    } else if (next == TokenKind::ident) {
      parse_item(body);
    } else {
      const Token bad = read();
      if (bad.kind == TokenKind::o_quote) {
        say_unless_recovering(bad.range, "Invalid argument name", "Argument names must not be quoted.");
      } else if (bad.kind == TokenKind::eof) {
        say_unless_recovering(start, k_unclosed, k_unclosed_detail);
      } else {
        say_unless_recovering(bad.range, k_required, k_required_detail);
      }
      last = previous_range();
      recover(end);
      break;
    }
  }
  body.range = between(start, last);
  return body;
}

void Parser::parse_item(Body& body) {
  const Token name = read();
  switch (peek().kind) {
    case TokenKind::equal: {
      Attribute attribute = finish_attribute(name, false);
      if (const Attribute* existing = body.attribute(attribute.name)) {
        say(attribute.name_range, "Attribute redefined",
            fmt::format("The argument {} was already set at {}. Each argument may be set only once.",
                        go_quote(attribute.name), describe(existing->name_range, m_source.name)));
      } else {
        body.attributes.push_back(std::move(attribute));
      }
      return;
    }
    case TokenKind::o_quote:
    case TokenKind::o_brace:
    case TokenKind::ident:
      if (auto block = finish_block(name)) body.blocks.push_back(*std::move(block));
      return;
    default:
      recover_after_item();
      say(name.range, k_required, k_required_equals);
  }
}

Attribute Parser::finish_attribute(const Token& name, bool single_line) {
  read();  // the equals sign
  Attribute attribute;
  attribute.name = std::string(name.text);
  attribute.name_range = name.range;
  const std::size_t before = mark();
  attribute.value = parse_expression();
  Range end = previous_range();
  if (lost_since(before)) {
    recover_after_item();
  } else if (!single_line) {
    const Token& next = peek();
    if (next.kind == TokenKind::newline || next.kind == TokenKind::eof) {
      read();
    } else {
      if (next.kind == TokenKind::comma) {
        say_unless_recovering(next.range, "Unexpected comma after argument",
                              "Argument definitions must be separated by newlines, not commas. An argument definition "
                              "must end with a newline.");
      } else {
        say_unless_recovering(next.range, "Missing newline after argument",
                              "An argument definition must end with a newline.");
      }
      recover_after_item();
    }
  }
  attribute.range = between(name.range, end);
  return attribute;
}

// Reads labels up to the opening brace. False: there is none, and the rest of the line has been skipped.
bool Parser::parse_labels(Block& block) {
  for (;;) {
    const Token& next = peek();
    switch (next.kind) {
      case TokenKind::o_brace:
        block.open_brace = read().range;
        return true;
      case TokenKind::o_quote: {
        Range range;
        block.labels.push_back(parse_label(range));
        block.label_ranges.push_back(range);
        break;
      }
      case TokenKind::ident: {
        const Token label = read();
        block.labels.emplace_back(label.text);
        block.label_ranges.push_back(label.range);
        break;
      }
      case TokenKind::equal:
        say(next.range, "Invalid block definition",
            "The equals sign \"=\" indicates an argument definition, and must not be used when defining a block.");
        recover_after_item();
        return false;
      case TokenKind::newline:
        say(next.range, "Invalid block definition",
            "A block definition must have block content delimited by \"{\" and \"}\", starting on the same line as the "
            "block header.");
        recover_after_item();
        return false;
      default:
        say_unless_recovering(next.range, "Invalid block definition",
                              "Either a quoted string block label or an opening brace (\"{\") is expected here.");
        recover_after_item();
        return false;
    }
  }
}

std::optional<Block> Parser::finish_block(const Token& type) {
  Block block;
  block.type = std::string(type.text);
  block.type_range = type.range;
  if (!parse_labels(block)) return std::nullopt;
  check_depth(++m_depth);
  block.body = parse_block_body(block);
  --m_depth;
  const Token& next = peek();
  if (next.kind == TokenKind::newline || next.kind == TokenKind::eof) {
    read();
  } else {
    say_unless_recovering(next.range, "Missing newline after block definition",
                          "A block definition must end with a newline.");
    recover_after_item();
  }
  return block;
}

Body Parser::parse_block_body(const Block& block) {
  switch (peek().kind) {
    case TokenKind::newline:
    case TokenKind::eof:
    case TokenKind::c_brace:
      return parse_body(TokenKind::c_brace);
    default:
      break;
  }
  // What is wrong with the block as a whole is said before what is wrong inside.
  Diagnostics outer = std::move(m_diagnostics);
  m_diagnostics.clear();
  Body body = parse_single_attribute();
  Diagnostics inner = std::move(m_diagnostics);
  m_diagnostics = std::move(outer);
  close_single_attribute(block);
  m_diagnostics.insert(m_diagnostics.end(), std::make_move_iterator(inner.begin()),
                       std::make_move_iterator(inner.end()));
  return body;
}

// The inside of a block on one line: block { name = value }.
Body Parser::parse_single_attribute() {
  Body body;
  const Token name = read();
  if (name.kind != TokenKind::ident) {
    recover_after_item();
    say(name.range, k_required, k_required_detail);
    return body;
  }
  const Token next = peek();
  switch (next.kind) {
    case TokenKind::equal:
      body.attributes.push_back(finish_attribute(name, true));
      body.range = body.attributes.front().range;
      return body;
    case TokenKind::o_quote:
    case TokenKind::o_brace:
    case TokenKind::ident:
      recover_after_item();
      say(between(name.range, next.range), "Argument definition required",
          fmt::format("A single-line block definition can contain only a single argument. If you meant to define "
                      "argument {}, use an equals "
                      "sign to assign it a value. To define a nested block, place it on a line of its own within its "
                      "parent block.",
                      go_quote(name.text)));
      return body;
    default:
      recover_after_item();
      say(name.range, k_required, k_required_equals);
      return body;
  }
}

void Parser::close_single_attribute(const Block& block) {
  constexpr const char* k_invalid = "Invalid single-argument block definition";
  const Token next = peek();
  switch (next.kind) {
    case TokenKind::c_brace:
      read();
      return;
    case TokenKind::comma:
      say(next.range, k_invalid,
          "Single-line block syntax can include only one argument definition. To define multiple arguments, use the "
          "multi-line block syntax "
          "with one argument definition per line.");
      break;
    case TokenKind::newline:
      say(next.range, k_invalid,
          "An argument definition on the same line as its containing block creates a single-line block definition, "
          "which must also be closed "
          "on the same line. Place the block's closing brace immediately after the argument definition.");
      break;
    case TokenKind::eof:
      say_unless_recovering(block.open_brace, k_unclosed, k_unclosed_detail);
      break;
    default:
      say_unless_recovering(next.range, k_invalid,
                            "A single-line block definition must end with a closing brace immediately after its single "
                            "argument definition.");
  }
  recover(TokenKind::c_brace);
}

std::string Parser::parse_label(Range& range) {
  const Token open = read();
  std::string out;
  for (;;) {
    const Token token = read();
    range = between(open.range, token.range);
    switch (token.kind) {
      case TokenKind::c_quote:
        return out;
      case TokenKind::quoted_lit:
        out += string_literal(token);
        break;
      case TokenKind::template_control:
      case TokenKind::template_interp: {
        const char sign = token.kind == TokenKind::template_control ? '%' : '$';
        say(token.range, "Invalid string literal",
            fmt::format("Template sequences are not allowed in this string. To include a literal \"{0}\", double it "
                        "(as \"{0}{0}\") to escape it.",
                        sign));
        recover(TokenKind::template_end);
        break;
      }
      case TokenKind::eof:
        say(token.range, "Unterminated string literal",
            "Unable to find the closing quote mark before the end of the file.");
        return out;
      default:
        say(token.range, "Invalid string literal", "This item is not valid in a string literal.");
        recover(TokenKind::c_quote);
        return out;
    }
  }
}

}  // namespace plumb::hcl
