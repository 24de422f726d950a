// SPDX-License-Identifier: Apache-2.0
// The parser of the native syntax: recursive descent over the scanner's tokens.
//
// After a mistake it goes into recovery: it skips to a place that looks like the start of something, and from then on
// keeps quiet about tokens that it did not expect, since those are probably consequences of the first mistake. How far
// it skips and when it keeps quiet follows HCL, because Atlas prints how many mistakes there are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/hcl/ast.hpp>
#include <plumb/hcl/parse.hpp>

#include "token.hpp"

namespace plumb::hcl {

class Parser {
 public:
  explicit Parser(const Source& source);

  ParseResult run();

 private:
  // --- tokens (parser.cpp) ---
  [[nodiscard]] const Token& peek();
  Token read();
  [[nodiscard]] bool at(TokenKind kind) { return peek().kind == kind; }
  [[nodiscard]] bool at_word(std::string_view word) { return at(TokenKind::ident) && peek().text == word; }
  [[nodiscard]] Range next_range() { return peek().range; }
  [[nodiscard]] Range previous_range();
  void find_next();

  // While it lives, line ends are tokens, or are not.
  enum class LineEnds { matter, ignored };
  class LineEndScope {
   public:
    LineEndScope(Parser& parser, LineEnds mode) : m_parser(parser), m_outer(parser.m_line_ends) {
      parser.set_line_ends(mode);
    }
    ~LineEndScope() { m_parser.set_line_ends(m_outer); }
    LineEndScope(const LineEndScope&) = delete;
    LineEndScope& operator=(const LineEndScope&) = delete;

   private:
    Parser& m_parser;
    LineEnds m_outer;
  };
  void set_line_ends(LineEnds mode);

  // --- mistakes (recover.cpp) ---
  void say(const Range& subject, std::string summary, std::string detail);
  void say_unless_recovering(const Range& subject, std::string summary, std::string detail);
  void check_depth(int depth);  // throws Error if a file is nested more deeply than any person writes
  [[nodiscard]] std::size_t mark() const { return m_diagnostics.size(); }
  [[nodiscard]] bool failed_since(std::size_t mark) const { return m_diagnostics.size() > mark; }
  // A mistake since the mark after which the place in the file is not to be trusted.
  [[nodiscard]] bool lost_since(std::size_t mark) const { return m_recovering && failed_since(mark); }
  Token recover(TokenKind end);  // skips over the closing `end` of this nesting level
  void recover_after_item();     // skips to the next line at this nesting level

  // --- bodies (parse_body.cpp) ---
  Body parse_body(TokenKind end);
  void parse_item(Body& body);
  Attribute finish_attribute(const Token& name, bool single_line);
  std::optional<Block> finish_block(const Token& type);
  bool parse_labels(Block& block);
  Body parse_block_body(const Block& block);
  Body parse_single_attribute();
  void close_single_attribute(const Block& block);
  std::string parse_label(Range& range);

  // --- expressions (parse_expression.cpp, parse_term.cpp, parse_collection.cpp) ---
  ExpressionPtr parse_expression();
  ExpressionPtr parse_conditional();
  ExpressionPtr parse_binary(std::size_t level);
  ExpressionPtr parse_with_steps();
  ExpressionPtr parse_steps(ExpressionPtr from);
  ExpressionPtr parse_dot(ExpressionPtr from, const Range& from_range, bool& stop);
  ExpressionPtr parse_attribute_splat(ExpressionPtr from, const Range& from_range, const Token& dot, const Range& star,
                                      bool& stop);
  ExpressionPtr parse_bracket(ExpressionPtr from, const Range& from_range);
  ExpressionPtr parse_full_splat(ExpressionPtr from, const Range& from_range, const Token& open);
  std::optional<Step> legacy_index(const Token& dot, const Token& number, const Range& subject,
                                   std::string_view advice);
  ExpressionPtr parse_term();
  ExpressionPtr parse_parentheses();
  ExpressionPtr parse_unary(Operator op);
  ExpressionPtr parse_name();
  ExpressionPtr parse_call(const Token& name);
  ExpressionPtr parse_tuple();
  ExpressionPtr parse_object();
  bool parse_object_item(Object& object, const Token& open, Range& close);
  void say_missing_separator(const Token& open);
  ExpressionPtr parse_for(const Token& open);
  bool parse_for_intro(For& loop);
  void check_for_shape(const For& loop, bool makes_object, const Range& ellipsis);
  Value number_value(const Token& token);

  // --- templates (parse_template.cpp) ---
  ExpressionPtr parse_template();
  std::string string_literal(const Token& token);

  friend class TemplateReader;

  const Source& m_source;
  std::vector<Token> m_tokens;
  std::size_t m_next = 0;   // index after the last token read
  std::size_t m_found = 0;  // index of the token that peek() gives, or m_tokens.size() if it must be looked for
  Token m_fake;             // a line end made from a comment
  LineEnds m_line_ends = LineEnds::matter;
  bool m_recovering = false;
  Diagnostics m_diagnostics;
  int m_depth = 0;
  int m_splats = 0;
};

// Expressions of a range, and the one that stands for what could not be parsed.
template <class Node>
[[nodiscard]] ExpressionPtr make_expression(Node node, const Range& range) {
  return std::make_unique<Expression>(Expression{std::move(node), range});
}
[[nodiscard]] inline ExpressionPtr placeholder(const Range& range) {
  return make_expression(Literal{Value()}, range);
}

// The closing bracket of an opening one and the reverse; none for other tokens.
[[nodiscard]] TokenKind opposite(TokenKind kind);

}  // namespace plumb::hcl
