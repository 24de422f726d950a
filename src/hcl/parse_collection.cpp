// SPDX-License-Identifier: Apache-2.0
// Tuples, objects and for expressions.
#include "parser.hpp"

namespace plumb::hcl {

ExpressionPtr Parser::parse_tuple() {
  const Token open = read();
  const LineEndScope scope(*this, LineEnds::ignored);
  if (at_word("for")) return parse_for(open);
  Tuple tuple{.elements = {}, .open = open.range};
  Token close;
  for (;;) {
    if (at(TokenKind::c_brack)) {
      close = read();
      break;
    }
    const std::size_t before = mark();
    tuple.elements.push_back(parse_expression());
    if (lost_since(before)) {
      close = recover(TokenKind::c_brack);
      break;
    }
    if (at(TokenKind::c_brack)) continue;
    if (!at(TokenKind::comma)) {
      if (at(TokenKind::eof)) {
        say_unless_recovering(open.range, "Unterminated tuple constructor expression",
                              "There is no corresponding closing bracket before the end of the file. This may be "
                              "caused by incorrect bracket "
                              "nesting elsewhere in this file.");
      } else {
        say_unless_recovering(next_range(), "Missing item separator",
                              "Expected a comma to mark the beginning of the next item.");
      }
      close = recover(TokenKind::c_brack);
      break;
    }
    read();
  }
  return make_expression(std::move(tuple), between(open.range, close.range));
}

ExpressionPtr Parser::parse_object() {
  const Token open = read();
  {
    // Line ends count between items, but not before the word "for".
    const LineEndScope scope(*this, LineEnds::ignored);
    if (at_word("for")) return parse_for(open);
  }
  const LineEndScope scope(*this, LineEnds::matter);
  Object object{.items = {}, .open = open.range};
  Range close;
  while (parse_object_item(object, open, close)) {
  }
  return make_expression(std::move(object), between(open.range, close));
}

// One item and the separator after it. False: the object has ended, `close` is where.
bool Parser::parse_object_item(Object& object, const Token& open, Range& close) {
  while (at(TokenKind::newline)) read();
  if (at(TokenKind::c_brace)) {
    close = read().range;
    return false;
  }
  const auto give_up = [&] {
    close = recover(TokenKind::c_brace).range;
    return false;
  };
  Object::Item item;
  item.in_parentheses = at(TokenKind::o_paren);
  std::size_t before = mark();
  item.key = parse_expression();
  if (lost_since(before)) return give_up();
  if (!at(TokenKind::equal) && !at(TokenKind::colon)) {
    if (!m_recovering) say_missing_separator(open);
    return give_up();
  }
  read();
  before = mark();
  item.value = parse_expression();
  if (lost_since(before)) return give_up();
  object.items.push_back(std::move(item));

  if (at(TokenKind::c_brace)) {
    close = read().range;
    return false;
  }
  if (at(TokenKind::comma) || at(TokenKind::newline)) {
    read();
    return true;
  }
  if (at(TokenKind::eof)) {
    say_unless_recovering(open.range, "Unterminated object constructor expression",
                          "There is no corresponding closing brace before the end of the file. This may be caused by "
                          "incorrect brace nesting "
                          "elsewhere in this file.");
  } else {
    say_unless_recovering(next_range(), "Missing attribute separator",
                          "Expected a newline or comma to mark the beginning of the next attribute.");
  }
  return give_up();
}

void Parser::say_missing_separator(const Token& open) {
  const Token next = peek();
  switch (next.kind) {
    case TokenKind::newline:
    case TokenKind::comma:
      say(next.range, "Missing attribute value", "Expected an attribute value, introduced by an equals sign (\"=\").");
      return;
    case TokenKind::ident:
      say(next.range, "Missing key/value separator",
          "Expected an equals sign (\"=\") to mark the beginning of the attribute value. If you intended to given an "
          "attribute name containing "
          "periods or spaces, write the name in quotes to create a string literal.");
      return;
    case TokenKind::eof:
      say(open.range, "Unterminated object constructor expression",
          "There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace "
          "nesting elsewhere in "
          "this file.");
      return;
    default:
      say(next.range, "Missing key/value separator",
          "Expected an equals sign (\"=\") to mark the beginning of the attribute value.");
  }
}

// "for k, v in collection :". False: something is missing, and has been said.
bool Parser::parse_for_intro(For& loop) {
  constexpr const char* k_invalid = "Invalid 'for' expression";
  read();  // "for"
  if (!at(TokenKind::ident)) {
    say_unless_recovering(next_range(), k_invalid, "For expression requires variable name after 'for'.");
    return false;
  }
  loop.value_name = std::string(read().text);
  if (at(TokenKind::comma)) {
    read();
    loop.key_name = std::move(loop.value_name);
    if (!at(TokenKind::ident)) {
      say_unless_recovering(next_range(), k_invalid, "For expression requires value variable name after comma.");
      return false;
    }
    loop.value_name = std::string(read().text);
  }
  if (!at_word("in")) {
    say_unless_recovering(next_range(), k_invalid,
                          "For expression requires the 'in' keyword after its name declarations.");
    return false;
  }
  read();
  const std::size_t before = mark();
  loop.collection = parse_expression();
  if (lost_since(before)) return false;
  if (!at(TokenKind::colon)) {
    say_unless_recovering(next_range(), k_invalid, "For expression requires a colon after the collection expression.");
    return false;
  }
  read();
  return true;
}

ExpressionPtr Parser::parse_for(const Token& open) {
  const LineEndScope scope(*this, LineEnds::ignored);
  const bool makes_object = open.kind == TokenKind::o_brace;
  const TokenKind closer = opposite(open.kind);
  const auto give_up = [&] { return placeholder(between(open.range, recover(closer).range)); };

  For loop;
  loop.open = open.range;
  if (!parse_for_intro(loop)) return give_up();
  std::size_t before = mark();
  loop.value = parse_expression();
  if (at(TokenKind::fat_arrow)) {
    read();
    loop.key = std::move(loop.value);
    loop.value = parse_expression();
  }
  if (lost_since(before)) return give_up();
  Range ellipsis;
  if (at(TokenKind::ellipsis)) {
    ellipsis = read().range;
    loop.groups = true;
  }
  if (at_word("if")) {
    read();
    before = mark();
    loop.condition = parse_expression();
    if (lost_since(before)) return give_up();
  }
  Token close;
  if (at(closer)) {
    close = read();
  } else {
    say_unless_recovering(next_range(), "Invalid 'for' expression",
                          "Extra characters after the end of the 'for' expression.");
    close = recover(closer);
  }
  check_for_shape(loop, makes_object, ellipsis);
  return make_expression(std::move(loop), between(open.range, close.range));
}

void Parser::check_for_shape(const For& loop, bool makes_object, const Range& ellipsis) {
  constexpr const char* k_invalid = "Invalid 'for' expression";
  if (makes_object) {
    if (!loop.key) say(loop.value->range, k_invalid, "Key expression is required when building an object.");
    return;
  }
  if (loop.key) say(loop.key->range, k_invalid, "Key expression is not valid when building a tuple.");
  if (loop.groups) say(ellipsis, k_invalid, "Grouping ellipsis (...) cannot be used when building a tuple.");
}

}  // namespace plumb::hcl
