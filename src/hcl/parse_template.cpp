// SPDX-License-Identifier: Apache-2.0
// Templates: quoted text and heredocs.
//
// Two passes. The first reads a flat list of parts: literal texts (already trimmed where a "~" asks for it),
// interpolations and directives. Then the indentation of a "<<-" heredoc is taken off the literals. The second builds
// the tree from if/else/endif and for/endfor.
#include "template_reader.hpp"

namespace plumb::hcl {
namespace {

bool trims(const Token& token, std::size_t at) {
  return token.text.size() > at && token.text[at] == '~';
}

std::string_view trim_left(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    if (!is_go_space(rune.value)) break;
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return text;
}

std::string_view trim_right(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = decode_rune(text.substr(at));
    at += static_cast<std::size_t>(rune.length);
    if (!is_go_space(rune.value)) end = at;
  }
  return text.substr(0, end);
}

}  // namespace

ExpressionPtr Parser::parse_template() {
  const Token open = read();
  TemplateReader reader(*this, opposite(open.kind));
  std::vector<TemplatePart> parts = reader.read();
  const Range range = between(open.range, previous_range());
  if (open.text.starts_with("<<-")) remove_indentation(parts);
  join_literals(parts);
  const bool is_wrap = parts.size() == 2 && parts[0].kind == TemplatePart::Kind::interpolation;
  TemplateTree tree(parts, m_diagnostics, m_source.name);
  Expressions expressions = tree.build();
  if (is_wrap) return make_expression(TemplateWrap{std::move(expressions.front())}, range);
  return make_expression(Template{std::move(expressions)}, range);
}

std::vector<TemplatePart> TemplateReader::read() {
  m_start = m_parser.next_range();
  bool trim_next = false;      // a "~}" came before
  bool can_trim_last = false;  // the part before is a literal
  for (;;) {
    const Token token = m_parser.read();
    if (token.kind == m_end) {
      finish(token.range);
      return std::move(m_parts);
    }
    const bool trim_this = std::exchange(trim_next, false);
    const bool may_trim_last = std::exchange(can_trim_last, false);
    switch (token.kind) {
      case TokenKind::quoted_lit:
      case TokenKind::string_lit: {
        std::string text = m_parser.string_literal(token);
        if (trim_this) text = std::string(trim_left(text));
        m_parts.push_back({.kind = TemplatePart::Kind::literal, .range = token.range, .text = std::move(text)});
        can_trim_last = true;
        break;
      }
      case TokenKind::template_interp:
      case TokenKind::template_control:
        if (may_trim_last && trims(token, 2)) m_parts.back().text = std::string(trim_right(m_parts.back().text));
        trim_next = token.kind == TokenKind::template_interp ? interpolation(token) : directive(token);
        break;
      default:
        m_parser.say_unless_recovering(token.range, "Unterminated template string",
                                       "No closing marker was found for the string.");
        finish(m_parser.recover(m_end).range);
        return std::move(m_parts);
    }
  }
}

void TemplateReader::finish(const Range& end) {
  // Empty text is one empty literal.
  if (m_parts.empty())
    m_parts.push_back({.kind = TemplatePart::Kind::literal, .range = {m_start.end, m_start.end}, .text = {}});
  m_parts.push_back({.kind = TemplatePart::Kind::end, .range = end, .text = {}});
}

// What follows "${". True: it ended in "~}".
bool TemplateReader::interpolation(const Token& open) {
  const Parser::LineEndScope scope(m_parser, Parser::LineEnds::ignored);
  ExpressionPtr expression = m_parser.parse_expression();
  const Token close = m_parser.peek();
  bool trim_next = false;
  if (close.kind == TokenKind::template_end) {
    m_parser.read();
    trim_next = trims(close, 0);
  } else {
    if (!m_parser.m_recovering) say_unclosed(close);
    m_parser.recover(TokenKind::template_end);
  }
  m_parts.push_back({.kind = TemplatePart::Kind::interpolation,
                     .range = between(open.range, close.range),
                     .text = {},
                     .expression = std::move(expression)});
  return trim_next;
}

void TemplateReader::say_unclosed(const Token& close) {
  constexpr const char* k_unclosed = "Unclosed template interpolation sequence";
  constexpr const char* k_extra = "Extra characters after interpolation expression";
  if (close.kind == TokenKind::eof) {
    m_parser.say(m_start, k_unclosed,
                 "There is no closing brace for this interpolation sequence before the end of the file. This might be "
                 "caused by incorrect "
                 "nesting inside the given expression.");
  } else if (close.kind == TokenKind::colon) {
    m_parser.say(
        close.range, k_extra,
        "Template interpolation doesn't expect a colon at this location. Did you intend this to be a literal sequence "
        "to be processed "
        "as part of another language? If so, you can escape it by starting with \"$${\" instead of just \"${\".");
  } else if ((close.kind == TokenKind::c_quote || close.kind == TokenKind::o_quote) && m_end == TokenKind::c_quote) {
    m_parser.say(m_start, k_unclosed,
                 "There is no closing brace for this interpolation sequence before the end of the quoted template. "
                 "This might be caused by "
                 "incorrect nesting inside the given expression.");
  } else {
    m_parser.say(
        close.range, k_extra,
        "Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen "
        "when you include "
        "interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation "
        "start token. If this "
        "is an embedded sequence for another language, escape it by starting with \"$${\" instead of just \"${\".");
  }
}

// What follows "%{". True: it ended in "~}".
bool TemplateReader::directive(const Token& open) {
  const Parser::LineEndScope scope(m_parser, Parser::LineEnds::ignored);
  const Token word = m_parser.peek();
  if (word.kind != TokenKind::ident) {
    m_parser.say_unless_recovering(
        word.range, "Invalid template directive",
        "A template directive keyword (\"if\", \"for\", etc) is expected at the beginning of a %{ sequence.");
    m_parser.recover(TokenKind::template_end);
    return false;
  }
  m_parser.read();
  TemplatePart part{.kind = TemplatePart::Kind::end, .range = open.range, .text = {}};
  if (!directive_content(word, part)) {
    m_parser.recover(TokenKind::template_end);
    return false;
  }
  part.range = between(open.range, m_parser.next_range());
  m_parts.push_back(std::move(part));

  const Token close = m_parser.peek();
  if (close.kind == TokenKind::template_end) {
    m_parser.read();
    return trims(close, 0);
  }
  m_parser.say_unless_recovering(close.range, fmt::format("Extra characters in {} marker", word.text),
                                 "Expected a closing brace to end the sequence, but found extra characters.");
  m_parser.recover(TokenKind::template_end);
  return false;
}

// False: there is no such directive, or a for without its parts.
bool TemplateReader::directive_content(const Token& word, TemplatePart& part) {
  if (word.text == "if") {
    part.kind = TemplatePart::Kind::if_start;
    part.expression = m_parser.parse_expression();
  } else if (word.text == "else") {
    part.kind = TemplatePart::Kind::else_mark;
  } else if (word.text == "endif") {
    part.kind = TemplatePart::Kind::if_end;
  } else if (word.text == "for") {
    part.kind = TemplatePart::Kind::for_start;
    return for_content(part);
  } else if (word.text == "endfor") {
    part.kind = TemplatePart::Kind::for_end;
  } else {
    const std::string hint = did_you_mean(word.text, {"if", "for", "else", "endif", "endfor"});
    m_parser.say_unless_recovering(
        word.range, "Invalid template control keyword",
        fmt::format("{} is not a valid template control keyword.{}", go_quote(word.text), hint));
    return false;
  }
  return true;
}

bool TemplateReader::for_content(TemplatePart& part) {
  constexpr const char* k_invalid = "Invalid 'for' directive";
  if (!m_parser.at(TokenKind::ident)) {
    m_parser.say_unless_recovering(m_parser.next_range(), k_invalid,
                                   "For directive requires variable name after 'for'.");
    return false;
  }
  part.value_name = std::string(m_parser.read().text);
  if (m_parser.at(TokenKind::comma)) {
    m_parser.read();
    part.key_name = std::move(part.value_name);
    if (!m_parser.at(TokenKind::ident)) {
      m_parser.say_unless_recovering(m_parser.next_range(), k_invalid,
                                     "For directive requires value variable name after comma.");
      return false;
    }
    part.value_name = std::string(m_parser.read().text);
  }
  if (!m_parser.at_word("in")) {
    m_parser.say_unless_recovering(m_parser.next_range(), k_invalid,
                                   "For directive requires 'in' keyword after names.");
    return false;
  }
  m_parser.read();
  part.expression = m_parser.parse_expression();
  return true;
}

}  // namespace plumb::hcl
