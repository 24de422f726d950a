// SPDX-License-Identifier: Apache-2.0
// Words and punctuation of a statement as PostgreSQL's own lexer sees them, and what the first words of each command
// and a few words anywhere tell. What is unclear counts as needing the simple protocol, which takes whatever the server
// takes.
#include <plumb/sql/traits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

#include "lexis.hpp"

namespace plumb::sql {
namespace {

constexpr bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool is_word_part(char c) {
  return is_word_start(c) || (c >= '0' && c <= '9') || c == '$';
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(std::string_view word, std::string_view lower_case) {
  return word.size() == lower_case.size() && starts_with_word(word, lower_case);
}

template <typename... Words>
bool is_one_of(std::string_view word, Words... lower_case) {
  return (is_word(word, lower_case) || ...);
}

struct Token {
  enum class Kind { word, other, semicolon, parameter, end };
  Kind kind = Kind::end;
  std::string_view word;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : m_text(text) {}

  Token next();
  // A quote that ends elsewhere, or not at all, if the session has standard_conforming_strings off.
  [[nodiscard]] bool ambiguous() const { return m_ambiguous; }

 private:
  enum class Backslash { ordinary, escapes };

  [[nodiscard]] char at(std::size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }
  void skip_space();
  bool skip_comment();
  void skip_quoted(char quote, Backslash backslash);
  bool skip_dollar_quote();

  std::string_view m_text;
  std::size_t m_at = 0;
  bool m_ambiguous = false;
};

bool Lexer::skip_comment() {
  if (at(m_at) == '-' && at(m_at + 1) == '-') {
    m_at = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
    return true;
  }
  if (at(m_at) != '/' || at(m_at + 1) != '*') return false;
  int depth = 0;
  while (m_at < m_text.size()) {
    if (at(m_at) == '/' && at(m_at + 1) == '*') {
      ++depth;
      m_at += 2;
    } else if (at(m_at) == '*' && at(m_at + 1) == '/') {
      m_at += 2;
      if (--depth == 0) break;
    } else {
      ++m_at;
    }
  }
  return true;
}

void Lexer::skip_quoted(char quote, Backslash backslash) {
  for (++m_at; m_at < m_text.size(); ++m_at) {
    const char c = m_text[m_at];
    if (c == '\\' && quote == '\'') {
      if (backslash == Backslash::escapes) {
        ++m_at;
      } else if (at(m_at + 1) == '\'') {
        m_ambiguous = true;
      }
    } else if (c == quote) {
      ++m_at;
      return;  // a doubled quote opens the next one at once
    }
  }
}

bool Lexer::skip_dollar_quote() {
  std::size_t end = m_at + 1;
  if (is_digit(at(end))) return false;
  while (is_word_part(at(end)) && at(end) != '$') ++end;
  if (at(end) != '$') return false;
  const std::string_view tag = m_text.substr(m_at, end + 1 - m_at);
  const std::size_t close = m_text.find(tag, end + 1);
  m_at = close == std::string_view::npos ? m_text.size() : close + tag.size();
  return true;
}

void Lexer::skip_space() {
  for (;;) {
    while (is_ascii_space(at(m_at)) || at(m_at) == '\v') ++m_at;
    if (!skip_comment()) return;
  }
}

Token Lexer::next() {
  skip_space();
  if (m_at >= m_text.size()) return {};
  const char c = m_text[m_at];
  if (c == '\'' || c == '"') {
    skip_quoted(c, Backslash::ordinary);
    return {.kind = Token::Kind::other, .word = {}};
  }
  if ((c == 'e' || c == 'E') && at(m_at + 1) == '\'') {
    ++m_at;
    skip_quoted('\'', Backslash::escapes);
    return {.kind = Token::Kind::other, .word = {}};
  }
  if (c == '$' && is_digit(at(m_at + 1))) {
    ++m_at;
    return {.kind = Token::Kind::parameter, .word = {}};
  }
  if (c == '$' && skip_dollar_quote()) return {.kind = Token::Kind::other, .word = {}};
  if (is_word_start(c)) {
    const std::size_t start = m_at;
    while (is_word_part(at(m_at))) ++m_at;
    return {.kind = Token::Kind::word, .word = m_text.substr(start, m_at - start)};
  }
  ++m_at;
  return {.kind = c == ';' ? Token::Kind::semicolon : Token::Kind::other, .word = {}};
}

// One command of the text, as far as its words have been read.
class Command {
 public:
  void take(std::string_view word);
  void take_other() { remember(""); }

  // Inside BEGIN ATOMIC … END semicolons part nothing.
  [[nodiscard]] bool in_body() const { return m_body_depth > 0; }
  [[nodiscard]] bool has_body() const { return m_has_body; }
  [[nodiscard]] bool empty() const { return m_count == 0; }
  [[nodiscard]] bool controls_transaction() const;
  [[nodiscard]] bool copies_with_client() const { return is_word(m_first[0], "copy") && m_stdio; }

 private:
  void remember(std::string_view word);

  std::array<std::string_view, 3> m_first;  // the first tokens, "" for what is no word
  std::size_t m_count = 0;
  std::string_view m_last;
  int m_body_depth = 0;  // BEGIN ATOMIC, and each CASE inside, up to its END
  bool m_has_body = false;
  bool m_stdio = false;
};

void Command::remember(std::string_view word) {
  if (m_count < m_first.size()) m_first[m_count] = word;
  ++m_count;
  m_last = word;
}

void Command::take(std::string_view word) {
  if (is_one_of(word, "stdin", "stdout")) m_stdio = true;
  if (m_body_depth > 0) {
    if (is_word(word, "case")) ++m_body_depth;
    if (is_word(word, "end")) --m_body_depth;
  } else if (is_word(word, "atomic") && is_word(m_last, "begin")) {
    m_body_depth = 1;
    m_has_body = true;
  }
  remember(word);
}

bool Command::controls_transaction() const {
  const std::string_view first = m_first[0];
  if (is_one_of(first, "begin", "commit", "end", "abort")) return true;
  if (is_word(first, "start")) return is_word(m_first[1], "transaction");
  if (is_word(first, "prepare")) return is_word(m_first[1], "transaction");
  if (!is_word(first, "rollback")) return false;
  // ROLLBACK [WORK | TRANSACTION] TO [SAVEPOINT] x stays inside the transaction.
  const bool noise = is_one_of(m_first[1], "work", "transaction");
  return !is_word(m_first[noise ? 2 : 1], "to");
}

bool mentions(std::string_view text, std::string_view lower_case) {
  for (std::size_t i = 0; i + lower_case.size() <= text.size(); ++i) {
    if (starts_with_word(text.substr(i), lower_case)) return true;
  }
  return false;
}

}  // namespace

StatementTraits traits(std::string_view statement) {
  StatementTraits out;
  // Also inside quotes: a DO block may say it.
  out.may_drop_prepared = mentions(statement, "discard") || mentions(statement, "deallocate");
  Lexer lexer(statement);
  Command command;
  bool ended = false;  // a command has ended: whatever follows is another one
  const auto finish = [&] {
    out.controls_transaction |= command.controls_transaction();
    out.needs_simple_protocol |= command.copies_with_client() || command.has_body();
    ended |= !command.empty();
    command = {};
  };
  for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
    if (token.kind == Token::Kind::semicolon && !command.in_body()) {
      finish();
      continue;
    }
    if (ended) out.needs_simple_protocol = true;
    if (token.kind == Token::Kind::parameter) out.needs_simple_protocol = true;
    if (token.kind == Token::Kind::word) {
      command.take(token.word);
    } else {
      command.take_other();
    }
  }
  finish();
  out.needs_simple_protocol |= lexer.ambiguous() || statement.find('\0') != std::string_view::npos;
  return out;
}

}  // namespace plumb::sql
