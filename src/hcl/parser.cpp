// SPDX-License-Identifier: Apache-2.0
#include "parser.hpp"

namespace plumb::hcl {

ParseResult parse(const Source& source) {
  return Parser(source).run();
}

Parser::Parser(const Source& source) : m_source(source), m_tokens(scan(source.text)) {
  m_diagnostics = check_tokens(m_tokens);
  m_found = m_tokens.size();
}

ParseResult Parser::run() {
  ParseResult out;
  out.body = parse_body(TokenKind::eof);
  out.diagnostics = std::move(m_diagnostics);
  return out;
}

void Parser::find_next() {
  m_fake.kind = TokenKind::none;
  for (std::size_t i = m_next; i < m_tokens.size(); ++i) {
    const Token& token = m_tokens[i];
    if (token.kind == TokenKind::newline && m_line_ends == LineEnds::ignored) continue;
    if (token.kind == TokenKind::comment) {
      // A line comment holds the line end that ends it, which then takes the place of the comment.
      if (m_line_ends == LineEnds::ignored || !token.text.ends_with('\n')) continue;
      m_fake = {TokenKind::newline, token.text.substr(token.text.size() - 1), token.range};
    }
    m_found = i;
    return;
  }
  m_found = m_tokens.size() - 1;
}

const Token& Parser::peek() {
  if (m_found == m_tokens.size()) find_next();
  return m_fake.kind == TokenKind::none ? m_tokens[m_found] : m_fake;
}

Token Parser::read() {
  const Token token = peek();
  m_next = m_found + 1;
  m_found = m_tokens.size();
  return token;
}

Range Parser::previous_range() {
  return m_next == 0 ? next_range() : m_tokens[m_next - 1].range;
}

void Parser::set_line_ends(LineEnds mode) {
  m_line_ends = mode;
  m_found = m_tokens.size();
}

}  // namespace plumb::hcl
