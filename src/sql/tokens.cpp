// SPDX-License-Identifier: Apache-2.0
#include "tokens.hpp"

#include <algorithm>

#include "lexis.hpp"

namespace plumb::sql {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool is_word_part(char c) {
  return is_word_start(c) || is_digit(c) || c == '$';
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : m_text(text) {}

  std::vector<Token> run() {
    for (skip_space(); m_at < m_text.size(); skip_space()) next();
    return std::move(m_tokens);
  }

 private:
  [[nodiscard]] char at(std::size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }

  void add(Token::Kind kind, std::string text, std::size_t end) {
    m_tokens.push_back({.kind = kind, .text = std::move(text), .offset = m_at});
    m_at = end;
  }

  void next() {
    const char c = at(m_at);
    if (c == '\'') {
      add(Token::Kind::text, "", after_quoted(m_at, '\'', m_at > 0 && (m_text[m_at - 1] | 0x20) == 'e'));
    } else if (c == '"') {
      const std::size_t end = after_quoted(m_at, '"', false);
      add(Token::Kind::quoted, unquoted(m_text.substr(m_at + 1, end - m_at - 2)), end);
    } else if (c == '$' && after_dollar_quote() != m_at) {
      add(Token::Kind::text, "", after_dollar_quote());
    } else if (is_word_start(c)) {
      add_word();
    } else if (is_digit(c)) {
      std::size_t end = m_at;
      while (is_word_part(at(end)) || at(end) == '.') ++end;
      add(Token::Kind::text, "", end);
    } else {
      add(Token::Kind::symbol, std::string(1, c), m_at + 1);
    }
  }

  void add_word() {
    std::size_t end = m_at;
    while (is_word_part(at(end))) ++end;
    std::string word(m_text.substr(m_at, end - m_at));
    std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    // E'…', B'…', X'…', N'…': part of the literal that follows.
    if (end == m_at + 1 && at(end) == '\'' && std::string_view("ebxn").find(word[0]) != std::string_view::npos) {
      m_at = end;
      return;
    }
    add(Token::Kind::word, std::move(word), end);
  }

  [[nodiscard]] std::size_t after_quoted(std::size_t start, char quote, bool escapes) const {
    for (std::size_t i = start + 1; i < m_text.size(); ++i) {
      if (escapes && m_text[i] == '\\') {
        ++i;
      } else if (m_text[i] == quote) {
        if (at(i + 1) != quote) return i + 1;
        ++i;
      }
    }
    return m_text.size();
  }

  static std::string unquoted(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      out += text[i];
      if (text[i] == '"') ++i;
    }
    return out;
  }

  [[nodiscard]] std::size_t after_dollar_quote() const {
    std::size_t end = m_at + 1;
    if (is_digit(at(end))) return m_at;
    while (is_word_part(at(end)) && at(end) != '$') ++end;
    if (at(end) != '$') return m_at;
    const std::string_view tag = m_text.substr(m_at, end + 1 - m_at);
    const std::size_t close = m_text.find(tag, end + 1);
    return close == std::string_view::npos ? m_text.size() : close + tag.size();
  }

  void skip_space() {
    for (;;) {
      while (is_ascii_space(at(m_at)) || at(m_at) == '\v') ++m_at;
      if (at(m_at) == '-' && at(m_at + 1) == '-') {
        m_at = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
      } else if (at(m_at) == '/' && at(m_at + 1) == '*') {
        skip_block_comment();
      } else {
        return;
      }
    }
  }

  void skip_block_comment() {
    int depth = 0;
    while (m_at < m_text.size()) {
      const bool opens = at(m_at) == '/' && at(m_at + 1) == '*';
      const bool closes = at(m_at) == '*' && at(m_at + 1) == '/';
      m_at += opens || closes ? 2 : 1;
      if (opens) ++depth;
      if (closes && --depth == 0) return;
    }
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  std::vector<Token> m_tokens;
};

}  // namespace

std::vector<Token> tokens(std::string_view statement) {
  return Tokenizer(statement).run();
}

}  // namespace plumb::sql
