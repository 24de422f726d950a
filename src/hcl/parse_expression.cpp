// SPDX-License-Identifier: Apache-2.0
// Operators, and the steps that follow a term: .name, [key], splats.
#include <fmt/format.h>

#include <array>

#include <plumb/base/error.hpp>

#include "parser.hpp"

namespace plumb::hcl {
namespace {

// Deeper than any file that a person wrote; the parser and the evaluator recurse.
constexpr int k_deepest = 400;

struct BinaryOperator {
  TokenKind token;
  Operator op;
  std::size_t level;  // the lower the looser
};

constexpr std::size_t k_levels = 6;
constexpr std::array k_operators = {
    BinaryOperator{TokenKind::logical_or, Operator::logical_or, 0},
    BinaryOperator{TokenKind::logical_and, Operator::logical_and, 1},
    BinaryOperator{TokenKind::equal_op, Operator::equal, 2},
    BinaryOperator{TokenKind::not_equal, Operator::not_equal, 2},
    BinaryOperator{TokenKind::greater_than, Operator::greater, 3},
    BinaryOperator{TokenKind::greater_than_eq, Operator::greater_equal, 3},
    BinaryOperator{TokenKind::less_than, Operator::less, 3},
    BinaryOperator{TokenKind::less_than_eq, Operator::less_equal, 3},
    BinaryOperator{TokenKind::plus, Operator::add, 4},
    BinaryOperator{TokenKind::minus, Operator::subtract, 4},
    BinaryOperator{TokenKind::star, Operator::multiply, 5},
    BinaryOperator{TokenKind::slash, Operator::divide, 5},
    BinaryOperator{TokenKind::percent, Operator::modulo, 5},
};

const BinaryOperator* operator_at(TokenKind token, std::size_t level) {
  for (const BinaryOperator& candidate : k_operators) {
    if (candidate.token == token && candidate.level == level) return &candidate;
  }
  return nullptr;
}

// Adds a step; a name or an expression that has steps already takes it as one more.
ExpressionPtr with_step(ExpressionPtr from, Step step) {
  const Range range = between(from->range, step.range);
  std::vector<Step>* steps = nullptr;
  if (auto* traversal = std::get_if<Traversal>(&from->node)) steps = &traversal->steps;
  if (auto* traversal = std::get_if<RelativeTraversal>(&from->node)) steps = &traversal->steps;
  if (steps == nullptr) {
    RelativeTraversal traversal{.source = std::move(from), .steps = {}};
    traversal.steps.push_back(std::move(step));
    return make_expression(std::move(traversal), range);
  }
  steps->push_back(std::move(step));
  from->range = range;
  return from;
}

// The value of a key that is written as a constant.
const Value* constant_key(const Expression& key) {
  if (const auto* literal = std::get_if<Literal>(&key.node)) return &literal->value;
  if (const auto* text = std::get_if<Template>(&key.node); text && text->parts.size() == 1) {
    if (const auto* literal = std::get_if<Literal>(&text->parts.front()->node)) return &literal->value;
  }
  return nullptr;
}

}  // namespace

void Parser::check_depth(int depth) {
  if (depth <= k_deepest) return;
  throw Error(describe(next_range(), m_source.name) + ": the file is nested too deeply");
}

ExpressionPtr Parser::parse_expression() {
  check_depth(++m_depth);
  ExpressionPtr out = parse_conditional();
  --m_depth;
  return out;
}

ExpressionPtr Parser::parse_conditional() {
  const Range start = next_range();
  std::size_t before = mark();
  ExpressionPtr condition = parse_binary(0);
  if (lost_since(before) || !at(TokenKind::question)) return condition;
  read();
  before = mark();
  ExpressionPtr if_true = parse_expression();
  if (lost_since(before)) return condition;
  if (!at(TokenKind::colon)) {
    say(next_range(), "Missing false expression in conditional",
        "The conditional operator (...?...:...) requires a false expression, delimited by a colon.");
    return condition;
  }
  read();
  before = mark();
  ExpressionPtr if_false = parse_expression();
  if (lost_since(before)) return condition;
  const Range range = between(start, if_false->range);
  return make_expression(Conditional{std::move(condition), std::move(if_true), std::move(if_false)}, range);
}

ExpressionPtr Parser::parse_binary(std::size_t level) {
  if (level == k_levels) return parse_with_steps();
  std::size_t before = mark();
  ExpressionPtr left = parse_binary(level + 1);
  if (lost_since(before)) return left;
  for (int chained = 0; const BinaryOperator* op = operator_at(peek().kind, level); ++chained) {
    check_depth(chained);  // each one is a level of the tree
    read();
    before = mark();
    ExpressionPtr right = parse_binary(level + 1);
    if (lost_since(before)) return left;
    const Range range = between(left->range, right->range);
    left = make_expression(Binary{op->op, std::move(left), std::move(right)}, range);
  }
  return left;
}

ExpressionPtr Parser::parse_with_steps() {
  return parse_steps(parse_term());
}

ExpressionPtr Parser::parse_steps(ExpressionPtr from) {
  const Range from_range = from->range;
  bool stop = false;
  for (int chained = 0; !stop; ++chained) {
    check_depth(chained);
    if (at(TokenKind::dot)) {
      from = parse_dot(std::move(from), from_range, stop);
    } else if (at(TokenKind::o_brack)) {
      from = parse_bracket(std::move(from), from_range);
    } else {
      break;
    }
  }
  return from;
}

// A number after a dot. Two of them read as one fraction, which is refused.
std::optional<Step> Parser::legacy_index(const Token& dot, const Token& number, const Range& subject,
                                         std::string_view advice) {
  Step step{.kind = Step::Kind::index, .name = {}, .key = {}, .range = between(dot.range, number.range)};
  const std::size_t point = number.text.find('.');
  if (point == std::string_view::npos) {
    step.key = number_value(number);
  } else {
    say(subject, "Invalid legacy index syntax",
        fmt::format("When using the legacy index syntax, chaining two indexes together is not permitted. Use the "
                    "proper index syntax {}, like "
                    "[{}][{}].",
                    advice, number.text.substr(0, point), number.text.substr(point + 1)));
  }
  return step;
}

ExpressionPtr Parser::parse_dot(ExpressionPtr from, const Range& from_range, bool& stop) {
  const Token dot = read();
  const Token next = peek();
  switch (next.kind) {
    case TokenKind::ident:
      read();
      return with_step(std::move(from), {.kind = Step::Kind::attribute,
                                         .name = std::string(next.text),
                                         .key = {},
                                         .range = between(dot.range, next.range)});
    case TokenKind::number_lit: {
      read();
      auto step = legacy_index(dot, next, next.range, "instead");
      return with_step(std::move(from), *std::move(step));
    }
    case TokenKind::star: {
      const Range star = read().range;
      return parse_attribute_splat(std::move(from), from_range, dot, star, stop);
    }
    default:
      say(next.range, "Invalid attribute name", "An attribute name is required after a dot.");
      m_recovering = true;
      return from;
  }
}

// a.*.b.c: only names and numbers can follow.
ExpressionPtr Parser::parse_attribute_splat(ExpressionPtr from, const Range& from_range, const Token& dot,
                                            const Range& star, bool& stop) {
  const Range first = next_range();
  Range last = star;
  std::vector<Step> steps;
  while (at(TokenKind::dot)) {
    const Token step_dot = read();
    const Token next = peek();
    if (next.kind == TokenKind::number_lit) {
      read();
      auto step = legacy_index(step_dot, next, star, "with a full splat expression [*] instead");
      steps.push_back(*std::move(step));
    } else if (next.kind == TokenKind::ident) {
      read();
      steps.push_back({.kind = Step::Kind::attribute,
                       .name = std::string(next.text),
                       .key = {},
                       .range = between(step_dot.range, next.range)});
    } else {
      if (next.kind == TokenKind::star) {
        say_unless_recovering(next.range, "Nested splat expression not allowed",
                              "A splat expression (*) cannot be used inside another attribute-only splat expression.");
      } else {
        say_unless_recovering(star, "Invalid attribute name", "An attribute name is required after a dot.");
      }
      m_recovering = true;
      return from;
    }
    last = next.range;
  }
  stop = false;
  const int id = ++m_splats;
  const Range marker = between(dot.range, star);
  ExpressionPtr each = make_expression(SplatElement{id}, marker);
  if (!steps.empty()) {
    each = make_expression(RelativeTraversal{std::move(each), std::move(steps)}, between(first, last));
  }
  return make_expression(Splat{std::move(from), std::move(each), id, marker}, between(from_range, last));
}

ExpressionPtr Parser::parse_bracket(ExpressionPtr from, const Range& from_range) {
  const Token open = read();
  if (at(TokenKind::star)) return parse_full_splat(std::move(from), from_range, open);
  Token close;
  ExpressionPtr key;
  {
    const LineEndScope scope(*this, LineEnds::ignored);
    const std::size_t before = mark();
    key = parse_expression();
    if (lost_since(before)) {
      close = recover(TokenKind::c_brack);
    } else {
      close = read();
      if (close.kind != TokenKind::c_brack && !m_recovering) {
        // HCL points at where it found its way again, not at what is there instead of the bracket.
        close = recover(TokenKind::c_brack);
        say(close.range, "Missing close bracket on index",
            "The index operator must end with a closing bracket (\"]\").");
      }
    }
  }
  const Range brackets = between(open.range, close.range);
  if (const Value* constant = constant_key(*key)) {
    return with_step(std::move(from), {.kind = Step::Kind::index, .name = {}, .key = *constant, .range = brackets});
  }
  return make_expression(Index{std::move(from), std::move(key), open.range, brackets}, between(from_range, brackets));
}

// a[*]…: all further steps belong to each element.
ExpressionPtr Parser::parse_full_splat(ExpressionPtr from, const Range& from_range, const Token& open) {
  read();  // the star
  Token close = read();
  if (close.kind != TokenKind::c_brack && !m_recovering) {
    close = recover(TokenKind::c_brack);
    say(close.range, "Missing close bracket on splat index",
        "The star for a full splat operator must be immediately followed by a closing bracket (\"]\").");
  }
  const int id = ++m_splats;
  const Range marker = between(open.range, close.range);
  ExpressionPtr each = parse_steps(make_expression(SplatElement{id}, marker));
  const Range range = between(from_range, each->range);
  return make_expression(Splat{std::move(from), std::move(each), id, marker}, range);
}

}  // namespace plumb::hcl
