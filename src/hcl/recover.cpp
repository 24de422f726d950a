// SPDX-License-Identifier: Apache-2.0
// How the parser goes on after a mistake.
#include "parser.hpp"

namespace plumb::hcl {
namespace {

bool opens(TokenKind kind) {
  switch (kind) {
    case TokenKind::o_brace:
    case TokenKind::o_brack:
    case TokenKind::o_paren:
    case TokenKind::o_quote:
    case TokenKind::o_heredoc:
    case TokenKind::template_interp:
    case TokenKind::template_control:
      return true;
    default:
      return false;
  }
}

bool closes(TokenKind kind) {
  switch (kind) {
    case TokenKind::c_brace:
    case TokenKind::c_brack:
    case TokenKind::c_paren:
    case TokenKind::c_quote:
    case TokenKind::c_heredoc:
    case TokenKind::template_end:
      return true;
    default:
      return false;
  }
}

// Both introducers end in the same closing brace.
TokenKind one_introducer(TokenKind kind) {
  return kind == TokenKind::template_control ? TokenKind::template_interp : kind;
}

}  // namespace

TokenKind opposite(TokenKind kind) {
  switch (kind) {
    case TokenKind::o_brace:
      return TokenKind::c_brace;
    case TokenKind::o_brack:
      return TokenKind::c_brack;
    case TokenKind::o_paren:
      return TokenKind::c_paren;
    case TokenKind::o_quote:
      return TokenKind::c_quote;
    case TokenKind::o_heredoc:
      return TokenKind::c_heredoc;
    case TokenKind::c_brace:
      return TokenKind::o_brace;
    case TokenKind::c_brack:
      return TokenKind::o_brack;
    case TokenKind::c_paren:
      return TokenKind::o_paren;
    case TokenKind::c_quote:
      return TokenKind::o_quote;
    case TokenKind::c_heredoc:
      return TokenKind::o_heredoc;
    case TokenKind::template_interp:
    case TokenKind::template_control:
      return TokenKind::template_end;
    case TokenKind::template_end:
      return TokenKind::template_interp;
    default:
      return TokenKind::none;
  }
}

void Parser::say(const Range& subject, std::string summary, std::string detail) {
  m_diagnostics.push_back({subject, std::move(summary), std::move(detail)});
}

void Parser::say_unless_recovering(const Range& subject, std::string summary, std::string detail) {
  if (!m_recovering) say(subject, std::move(summary), std::move(detail));
}

Token Parser::recover(TokenKind end) {
  const TokenKind start = opposite(end);
  m_recovering = true;
  int nesting = 0;
  for (;;) {
    const Token token = read();
    const TokenKind kind = end == TokenKind::template_end ? one_introducer(token.kind) : token.kind;
    if (kind == start && start != TokenKind::none) {
      ++nesting;
    } else if (kind == end) {
      if (nesting-- < 1) return token;
    } else if (kind == TokenKind::eof) {
      return token;
    }
  }
}

void Parser::recover_after_item() {
  m_recovering = true;
  std::vector<TokenKind> open;
  for (;;) {
    const TokenKind kind = read().kind;
    if (kind == TokenKind::eof || (kind == TokenKind::newline && open.empty())) return;
    if (opens(kind)) {
      open.push_back(one_introducer(kind));
    } else if (closes(kind)) {
      while (!open.empty() && open.back() != opposite(kind)) open.pop_back();
      if (!open.empty()) open.pop_back();
    }
  }
}

}  // namespace plumb::hcl
