// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <utility>

#include <plumb/base/go_text.hpp>

#include <plumb/hcl/suggestion.hpp>
#include "parser.hpp"

namespace plumb::hcl {

// One part of a template in the order of the text.
struct TemplatePart {
  enum class Kind { literal, interpolation, if_start, else_mark, if_end, for_start, for_end, end };
  Kind kind = Kind::literal;
  Range range;
  std::string text;               // literal
  ExpressionPtr expression = {};  // interpolation; condition of an if; collection of a for
  std::string key_name = {};      // for
  std::string value_name = {};
};

// First pass: reads the tokens of a template into parts; the last one is `end`.
class TemplateReader {
 public:
  TemplateReader(Parser& parser, TokenKind end) : m_parser(parser), m_end(end) {}
  std::vector<TemplatePart> read();

 private:
  bool interpolation(const Token& open);
  void say_unclosed(const Token& close);
  bool directive(const Token& open);
  bool directive_content(const Token& word, TemplatePart& part);
  bool for_content(TemplatePart& part);
  void finish(const Range& end);

  Parser& m_parser;
  TokenKind m_end;
  Range m_start;
  std::vector<TemplatePart> m_parts;
};

// Takes from the start of each line as much white space as the least indented line has. Lines of white space only do
// not count.
void remove_indentation(std::vector<TemplatePart>& parts);
void join_literals(std::vector<TemplatePart>& parts);

// Second pass: directives become conditionals and loops.
class TemplateTree {
 public:
  TemplateTree(std::vector<TemplatePart>& parts, Diagnostics& diagnostics, const std::string& file)
      : m_parts(parts), m_diagnostics(diagnostics), m_file(file) {}
  Expressions build();

 private:
  [[nodiscard]] TemplatePart& peek() { return m_parts[m_at]; }
  ExpressionPtr part();
  ExpressionPtr conditional();
  ExpressionPtr loop();
  void say(const Range& subject, std::string summary, std::string detail);
  [[nodiscard]] std::string describe_start(const Range& range) const { return describe(range, m_file); }

  std::vector<TemplatePart>& m_parts;
  Diagnostics& m_diagnostics;
  const std::string& m_file;
  std::size_t m_at = 0;
};

}  // namespace plumb::hcl
