// SPDX-License-Identifier: Apache-2.0
// Terms: literals, names, calls, parentheses, signs.
#include "parser.hpp"

namespace plumb::hcl {

ExpressionPtr Parser::parse_term() {
  const Token start = peek();
  switch (start.kind) {
    case TokenKind::o_paren:
      return parse_parentheses();
    case TokenKind::number_lit:
      read();
      return make_expression(Literal{number_value(start)}, start.range);
    case TokenKind::ident:
      return parse_name();
    case TokenKind::o_quote:
    case TokenKind::o_heredoc:
      return parse_template();
    case TokenKind::minus:
      return parse_unary(Operator::negate);
    case TokenKind::bang:
      return parse_unary(Operator::logical_not);
    case TokenKind::o_brack:
      return parse_tuple();
    case TokenKind::o_brace:
      return parse_object();
    case TokenKind::eof:
      say_unless_recovering(start.range, "Missing expression",
                            "Expected the start of an expression, but found the end of the file.");
      break;
    default:
      say_unless_recovering(start.range, "Invalid expression",
                            "Expected the start of an expression, but found an invalid expression token.");
  }
  m_recovering = true;
  return placeholder(start.range);
}

ExpressionPtr Parser::parse_parentheses() {
  const Token open = read();
  const LineEndScope scope(*this, LineEnds::ignored);
  const std::size_t before = mark();
  ExpressionPtr inner = parse_expression();
  if (failed_since(before)) {
    recover(TokenKind::c_paren);
    return inner;
  }
  if (!at(TokenKind::c_paren)) {
    say(next_range(), "Unbalanced parentheses", "Expected a closing parenthesis to terminate the expression.");
    m_recovering = true;
  }
  const Token close = read();
  return make_expression(Parentheses{std::move(inner)}, between(open.range, close.range));
}

ExpressionPtr Parser::parse_unary(Operator op) {
  const Token symbol = read();
  check_depth(++m_depth);
  ExpressionPtr operand = parse_with_steps();
  --m_depth;
  const Range range = between(symbol.range, operand->range);
  return make_expression(Unary{op, std::move(operand), symbol.range}, range);
}

ExpressionPtr Parser::parse_name() {
  const Token name = read();
  if (at(TokenKind::o_paren)) return parse_call(name);
  if (name.text == "true" || name.text == "false")
    return make_expression(Literal{Value::boolean(name.text == "true")}, name.range);
  if (name.text == "null") return make_expression(Literal{Value::null()}, name.range);
  return make_expression(Traversal{.root = std::string(name.text), .root_range = name.range, .steps = {}}, name.range);
}

Value Parser::number_value(const Token& token) {
  if (auto number = Number::parse(token.text)) return Value::number(*std::move(number));
  say(token.range, "Invalid number literal", "Failed to recognize the value of this number literal.");
  return Value::unknown(Type::number());
}

ExpressionPtr Parser::parse_call(const Token& name) {
  const Token open = read();
  Call call;
  call.name = std::string(name.text);
  call.name_range = name.range;
  call.open = open.range;
  const LineEndScope scope(*this, LineEnds::ignored);
  Token close;
  while (close.kind == TokenKind::none) {
    if (at(TokenKind::c_paren)) {
      close = read();
      break;
    }
    const std::size_t before = mark();
    call.arguments.push_back(parse_expression());
    if (lost_since(before)) {
      close = recover(TokenKind::c_paren);
      break;
    }
    const Token separator = read();
    switch (separator.kind) {
      case TokenKind::c_paren:
        close = separator;
        break;
      case TokenKind::comma:
        break;
      case TokenKind::ellipsis:
        call.expands_last = true;
        if (at(TokenKind::c_paren)) {
          close = read();
        } else {
          say_unless_recovering(
              separator.range, "Missing closing parenthesis",
              "An expanded function argument (with ...) must be immediately followed by closing parentheses.");
          close = recover(TokenKind::c_paren);
        }
        break;
      case TokenKind::eof:
        say(between(name.range, open.range), "Unterminated function call",
            "There is no closing parenthesis for this function call before the end of the file. This may be caused by "
            "incorrect parethesis "
            "nesting elsewhere in this file.");
        close = recover(TokenKind::c_paren);
        break;
      default:
        say(separator.range, "Missing argument separator",
            "A comma is required to separate each function argument from the next.");
        close = recover(TokenKind::c_paren);
    }
  }
  call.close = close.range;
  return make_expression(std::move(call), between(name.range, close.range));
}

}  // namespace plumb::hcl
