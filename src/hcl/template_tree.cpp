// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "template_reader.hpp"
#include "unicode.hpp"

namespace plumb::hcl {
namespace {

using Kind = TemplatePart::Kind;

std::string_view directive_name(Kind kind) {
  switch (kind) {
    case Kind::else_mark:
      return "else";
    case Kind::if_end:
      return "endif";
    default:
      return "endfor";
  }
}

std::size_t leading_space_bytes(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Rune rune = decode_rune(text.substr(at));
    if (!is_go_space(rune.value)) break;
    at += static_cast<std::size_t>(rune.length);
  }
  return at;
}

// The expressions of a branch as one text; an empty branch is an empty text at `where`.
ExpressionPtr branch(Expressions expressions, const Position& where) {
  if (expressions.empty()) expressions.push_back(make_expression(Literal{Value::string("")}, {where, where}));
  const Range range = between(expressions.front()->range, expressions.back()->range);
  return make_expression(Template{std::move(expressions)}, range);
}

}  // namespace

void remove_indentation(std::vector<TemplatePart>& parts) {
  constexpr std::size_t k_any = std::numeric_limits<std::size_t>::max();
  std::size_t least = k_any;
  std::vector<TemplatePart*> starts;
  bool line_start = true;
  for (TemplatePart& part : parts) {
    const bool is_literal = part.kind == Kind::literal;
    if (line_start) {
      if (part.kind == Kind::end) break;
      std::size_t indentation = 0;  // of a line that starts with an interpolation or directive
      if (is_literal) {
        const std::size_t bytes = leading_space_bytes(part.text);
        if (bytes == part.text.size() && part.text.ends_with('\n')) {
          indentation = k_any;
        } else {
          indentation = count_clusters(std::string_view(part.text).substr(0, bytes));
          starts.push_back(&part);
        }
      }
      least = std::min(least, indentation);
    }
    line_start = is_literal && part.text.ends_with('\n');
  }
  for (TemplatePart* part : starts) {
    std::string_view rest = part->text;
    for (std::size_t i = 0; i < least && !rest.empty(); ++i) rest.remove_prefix(cluster_length(rest));
    part->range.start.column += static_cast<int>(least);
    part->text = std::string(rest);
  }
}

void join_literals(std::vector<TemplatePart>& parts) {
  std::size_t kept = 0;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[kept].kind == Kind::literal && parts[i].kind == Kind::literal) {
      parts[kept].text += parts[i].text;
      parts[kept].range.end = parts[i].range.end;
    } else if (++kept != i) {
      parts[kept] = std::move(parts[i]);
    }
  }
  parts.resize(kept + 1);
}

void TemplateTree::say(const Range& subject, std::string summary, std::string detail) {
  m_diagnostics.push_back({subject, std::move(summary), std::move(detail)});
}

Expressions TemplateTree::build() {
  Expressions out;
  while (peek().kind != Kind::end) out.push_back(part());
  return out;
}

ExpressionPtr TemplateTree::part() {
  TemplatePart& next = peek();
  switch (next.kind) {
    case Kind::literal:
      ++m_at;
      return make_expression(Literal{Value::string(next.text)}, next.range);
    case Kind::interpolation:
      ++m_at;
      return std::move(next.expression);
    case Kind::if_start:
      return conditional();
    case Kind::for_start:
      return loop();
    default:
      ++m_at;
      say(next.range, fmt::format("Unexpected {} directive", directive_name(next.kind)),
          "The control directives within this template are unbalanced.");
      return placeholder(next.range);
  }
}

ExpressionPtr TemplateTree::conditional() {
  TemplatePart& open = m_parts[m_at++];
  Expressions if_true;
  Expressions if_false;
  bool in_else = false;
  for (;;) {
    const TemplatePart& next = peek();
    if (next.kind == Kind::end) {
      say(next.range, "Unexpected end of template",
          fmt::format("The if directive at {} is missing its corresponding endif directive.",
                      describe_start(open.range)));
      return placeholder(next.range);
    }
    if (next.kind == Kind::else_mark && !in_else) {
      in_else = true;
      ++m_at;
      continue;
    }
    if (next.kind == Kind::if_end) break;
    if (next.kind == Kind::else_mark || next.kind == Kind::for_end) {
      ++m_at;
      say(next.range, fmt::format("Unexpected {} directive", directive_name(next.kind)),
          next.kind == Kind::else_mark
              ? fmt::format("Already in the else clause for the if started at {}.", describe_start(open.range))
              : fmt::format("Expecting an endif directive for the if started at {}.", describe_start(open.range)));
      return placeholder(next.range);
    }
    (in_else ? if_false : if_true).push_back(part());
  }
  const Range close = m_parts[m_at++].range;
  ExpressionPtr yes = branch(std::move(if_true), open.range.end);
  ExpressionPtr no = branch(std::move(if_false), close.start);
  return make_expression(Conditional{std::move(open.expression), std::move(yes), std::move(no)},
                         between(open.range, close));
}

ExpressionPtr TemplateTree::loop() {
  TemplatePart& open = m_parts[m_at++];
  Expressions content;
  for (;;) {
    const TemplatePart& next = peek();
    if (next.kind == Kind::end) {
      say(next.range, "Unexpected end of template",
          fmt::format("The for directive at {} is missing its corresponding endfor directive.",
                      describe_start(open.range)));
      return placeholder(next.range);
    }
    if (next.kind == Kind::for_end) break;
    if (next.kind == Kind::else_mark || next.kind == Kind::if_end) {
      ++m_at;
      say(next.range, fmt::format("Unexpected {} directive", directive_name(next.kind)),
          next.kind == Kind::else_mark
              ? "An else clause is not expected for a for directive."
              : fmt::format("Expecting an endfor directive corresponding to the for directive at {}.",
                            describe_start(open.range)));
      return placeholder(next.range);
    }
    content.push_back(part());
  }
  const Range close = m_parts[m_at++].range;
  For loop;
  loop.key_name = std::move(open.key_name);
  loop.value_name = std::move(open.value_name);
  loop.collection = std::move(open.expression);
  loop.value = branch(std::move(content), open.range.end);
  loop.open = open.range;
  const Range range = between(open.range, close);
  return make_expression(TemplateJoin{make_expression(std::move(loop), range)}, range);
}

}  // namespace plumb::hcl
