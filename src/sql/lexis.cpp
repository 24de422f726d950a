// SPDX-License-Identifier: Apache-2.0
#include "lexis.hpp"

namespace plumb::sql {
namespace {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

constexpr bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t spaces_at(std::string_view input, std::size_t at) {
  std::size_t end = at;
  while (end < input.size() && is_ascii_space(input[end])) ++end;
  return end - at;
}

}  // namespace

bool starts_with_word(std::string_view text, std::string_view lower_case_word) {
  if (text.size() < lower_case_word.size()) return false;
  for (std::size_t i = 0; i < lower_case_word.size(); ++i) {
    if (lower(text[i]) != lower_case_word[i]) return false;
  }
  return true;
}

Lexis::Lexis(std::string_view input, EscapeStrings escapes)
    : m_input(input), m_escapes(escapes), m_last_line_feed(input.rfind('\n')), m_last_block_end(input.rfind("*/")) {}

// Atlas means to honour backslashes in E'…' but looks at the wrong character, so that E'it\'s' breaks there. A file in
// which it matters is one that Atlas rejects or mis-splits, so no recorded hash can depend on it.
bool Lexis::is_escape_string(std::size_t quote) const {
  if (m_escapes == EscapeStrings::plain || m_input[quote] != '\'') return false;
  if (quote == 0 || lower(m_input[quote - 1]) != 'e') return false;
  if (quote == 1) return true;
  const char before = m_input[quote - 2];
  const bool in_word = is_letter(before) || is_digit(before) || before == '_' || before == '$' ||
                       static_cast<unsigned char>(before) >= 0x80;
  return !in_word;
}

std::size_t Lexis::after_quote(std::size_t at) const {
  const char quote = m_input[at];
  if (!is_escape_string(at)) {
    const std::size_t close = m_input.find(quote, at + 1);
    return close == npos ? npos : close + 1;
  }
  for (std::size_t i = at + 1; i < m_input.size(); ++i) {
    if (m_input[i] == '\\') {
      ++i;
    } else if (m_input[i] == quote) {
      return i + 1;
    }
  }
  return npos;
}

// `$`, then nothing or [A-Za-z_È-ÿ][0-9A-Za-z_È-ÿ]*, then `$`. È-ÿ are U+00C8..U+00FF: the byte C3 and one of 88..BF.
std::size_t Lexis::dollar_tag_length(std::size_t at) const {
  std::size_t i = at + 1;
  while (i < m_input.size()) {
    const char c = m_input[i];
    if (c == '$') return i + 1 - at;
    if (is_letter(c) || c == '_' || (is_digit(c) && i > at + 1)) {
      ++i;
    } else if (c == '\xC3' && i + 1 < m_input.size() && m_input[i + 1] >= '\x88' && m_input[i + 1] <= '\xBF') {
      i += 2;
    } else {
      return 0;
    }
  }
  return 0;
}

std::size_t Lexis::after_dollar_quote(std::size_t at) const {
  const std::size_t length = dollar_tag_length(at);
  if (length == 0) return at;
  const std::size_t close = m_input.find(m_input.substr(at, length), at + length);
  return close == npos ? m_input.size() : close + length;
}

std::size_t Lexis::after_comment(std::size_t at) const {
  if (at + 1 >= m_input.size()) return at;
  if (m_input[at] == '-' && m_input[at + 1] == '-') {
    if (m_last_line_feed == npos || m_last_line_feed < at) return at;
    return m_input.find('\n', at) + 1;
  }
  if (m_input[at] == '/' && m_input[at + 1] == '*') {
    if (m_last_block_end == npos || m_last_block_end < at + 2) return at;
    return m_input.find("*/", at + 2) + 2;
  }
  return at;
}

std::size_t Lexis::begin_words(std::size_t at) const {
  if (!starts_with_word(m_input.substr(at), "begin")) return 0;
  const std::size_t spaces = spaces_at(m_input, at + 5);
  return spaces == 0 ? 0 : 5 + spaces;
}

std::size_t Lexis::begin_atomic_words(std::size_t at) const {
  const std::size_t begin = begin_words(at);
  if (begin == 0 || !starts_with_word(m_input.substr(at + begin), "atomic")) return 0;
  const std::size_t spaces = spaces_at(m_input, at + begin + 6);
  return spaces == 0 ? 0 : begin + 6 + spaces;
}

bool Lexis::delimiter_command(std::size_t at) const {
  return starts_with_word(m_input.substr(at), "delimiter ");
}

}  // namespace plumb::sql
