// SPDX-License-Identifier: Apache-2.0
#include "block_index.hpp"

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb::sql {
namespace {

std::size_t after_space(std::string_view input, std::size_t at) {
  while (at < input.size()) {
    const Rune rune = decode_rune(input.substr(at));
    if (!is_go_space(rune.value)) break;
    at += static_cast<std::size_t>(rune.length);
  }
  return at;
}

}  // namespace

BlockIndex::BlockIndex(const Lexis& lexis, Blocks blocks, std::size_t from) : m_from(from), m_to(lexis.input().size()) {
  tokenize(lexis, blocks);
  solve(lexis);
}

std::size_t BlockIndex::block_end(std::size_t at) const {
  const auto token = std::lower_bound(m_tokens.begin(), m_tokens.end(), at,
                                      [](const Token& t, std::size_t position) { return t.position < position; });
  if (token == m_tokens.end() || token->position != at) return 0;
  const Index end = m_block[static_cast<std::size_t>(token - m_tokens.begin())];
  if (end == k_none) return 0;
  const Token& last = m_tokens[static_cast<std::size_t>(end)];
  return last.position + (last.kind == Kind::semicolon ? 1 : 0);
}

void BlockIndex::add(Kind kind, std::size_t position, bool only_at_start) {
  m_tokens.push_back({.kind = kind, .only_at_start = only_at_start, .position = position, .statement = 0});
}

void BlockIndex::tokenize(const Lexis& lexis, Blocks blocks) {
  const std::string_view input = lexis.input();
  std::size_t at = m_from;
  bool at_start = true;  // nothing but white space and comments since the last boundary
  const auto boundary = [&](std::size_t next) {
    at = next;
    at_start = true;
  };
  while (at < input.size()) {
    if (at_start) {
      at = after_space(input, at);
      if (at == input.size()) break;
      if (const std::size_t next = lexis.after_comment(at); next > at) {
        at = next;
        continue;
      }
      if (!m_tokens.empty()) m_tokens.back().statement = at;
      if (lexis.delimiter_command(at)) {
        m_to = at;
        add(Kind::unusable, at);
        return;
      }
    }
    const bool first = at_start;
    at_start = false;
    switch (input[at]) {
      case '(':
        add(Kind::open, at++);
        break;
      case ')':
        add(Kind::close, at++);
        break;
      case ';':
        add(Kind::semicolon, at);
        boundary(at + 1);
        break;
      case '\'':
      case '"':
      case '`':
        if (const std::size_t next = lexis.after_quote(at); next != Lexis::npos) {
          at = next;
        } else {
          add(Kind::unusable, at);
          return;
        }
        break;
      case '$':
        at = std::max(lexis.after_dollar_quote(at), at + 1);
        break;
      case '-':
      case '/':
        at = std::max(lexis.after_comment(at), at + 1);
        break;
      case 'b':
      case 'B':
        if (const std::size_t words = lexis.begin_atomic_words(at); words > 0) {
          add(Kind::begin_atomic, at);
          boundary(at + words);
        } else if (const std::size_t word = blocks == Blocks::all ? lexis.begin_words(at) : 0;
                   word > 0 && (first || is_ascii_space(input[at - 1]))) {
          add(Kind::begin, at, at == 0 || !is_ascii_space(input[at - 1]));
          boundary(at + word);
        } else {
          ++at;
        }
        break;
      default:
        ++at;
    }
  }
  if (at_start && !m_tokens.empty()) m_tokens.back().statement = input.size();
  add(Kind::end_of_input, input.size());
}

void BlockIndex::solve(const Lexis& lexis) {
  const std::size_t count = m_tokens.size();
  m_block.assign(count, k_none);
  m_statement.assign(count, k_none);
  m_inside.assign(count, {});
  m_plain_body.assign(count, k_none);
  m_atomic_body.assign(count, k_none);
  for (std::size_t i = count; i-- > 0;) {
    const Token& token = m_tokens[i];
    const auto index = static_cast<Index>(i);
    switch (token.kind) {
      case Kind::unusable:
        break;
      case Kind::end_of_input:
        m_statement[i] = index;  // the rest is the last statement; inside a parenthesis it is an error
        break;
      case Kind::close:
        m_inside[i].closed = index;  // outside a parenthesis it is an error
        break;
      case Kind::open: {
        const InParenthesis inner = m_inside[i + 1];
        if (inner.closed == k_none) {
          m_statement[i] = inner.ended;
          m_inside[i].ended = inner.ended;
        } else {
          m_statement[i] = m_statement[static_cast<std::size_t>(inner.closed) + 1];
          m_inside[i] = m_inside[static_cast<std::size_t>(inner.closed) + 1];
        }
        break;
      }
      case Kind::semicolon:
        m_statement[i] = index;
        m_inside[i] = m_inside[i + 1];
        m_plain_body[i] = block_from(lexis, index, false);
        m_atomic_body[i] = block_from(lexis, index, true);
        break;
      case Kind::begin:
      case Kind::begin_atomic: {
        m_block[i] = block_from(lexis, index, token.kind == Kind::begin_atomic);
        const bool opens = m_block[i] != k_none && !token.only_at_start;
        m_statement[i] = opens ? m_block[i] : m_statement[i + 1];
        m_inside[i] = opens ? InParenthesis{.closed = k_none, .ended = m_block[i]} : m_inside[i + 1];
        break;
      }
    }
  }
}

// The end of the statement that starts behind a boundary: here a BEGIN counts also without white space before it.
BlockIndex::Index BlockIndex::statement_end_after(Index boundary) const {
  const auto next = static_cast<std::size_t>(boundary) + 1;
  const bool starts_with_block =
      m_tokens[next].position == m_tokens[static_cast<std::size_t>(boundary)].statement && m_block[next] != k_none;
  return starts_with_block ? m_block[next] : m_statement[next];
}

BlockIndex::Index BlockIndex::block_from(const Lexis& lexis, Index boundary, bool atomic) const {
  const std::size_t start = m_tokens[static_cast<std::size_t>(boundary)].statement;
  if (start >= m_to) return k_none;
  const Index end = statement_end_after(boundary);
  if (end == k_none || is_terminator(lexis, start, end, atomic)) return end;
  const auto i = static_cast<std::size_t>(end);
  if (m_tokens[i].kind == Kind::end_of_input) return k_none;
  return atomic ? m_atomic_body[i] : m_plain_body[i];
}

// A BEGIN ATOMIC ends with a statement that starts with END, be it `endless…`; a BEGIN with one that is END; and
// nothing else.
bool BlockIndex::is_terminator(const Lexis& lexis, std::size_t start, Index end, bool atomic) const {
  const Token& last = m_tokens[static_cast<std::size_t>(end)];
  const std::string_view text = lexis.input().substr(start, last.position - start);
  if (!starts_with_word(text, "end")) return false;
  if (atomic) return true;
  const std::string_view rest = text.substr(3);
  if (last.kind == Kind::end_of_input) return trim_go_space(rest).empty();
  return std::all_of(rest.begin(), rest.end(), is_ascii_space);
}

}  // namespace plumb::sql
