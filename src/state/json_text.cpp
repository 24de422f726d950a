// SPDX-License-Identifier: Apache-2.0
#include "json_text.hpp"

#include <charconv>
#include <cstring>

namespace plumb::state {
namespace {

constexpr std::string_view k_hex = "0123456789abcdef";

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

// The letter behind the backslash for what has a short escape; 0 for other bytes.
char short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

char unescaped(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
  }
}

// Behind a string that opens at `at`; null: none does.
const char* after_string(const char* at, const char* end) {
  if (at == end || *at != '"') return nullptr;
  for (++at; at != end; ++at) {
    if (*at == '"') return at + 1;
    if (static_cast<unsigned char>(*at) < 0x20) return nullptr;
    if (*at == '\\' && ++at == end) return nullptr;
  }
  return nullptr;
}

// Behind an array of strings that opens at `at`; null: none does.
const char* after_array(const char* at, const char* end) {
  if (at == end || *at != '[') return nullptr;
  ++at;
  if (at != end && *at == ']') return at + 1;
  while ((at = after_string(at, end)) != nullptr && at != end) {
    if (*at == ']') return at + 1;
    if (*at != ',') return nullptr;
    ++at;
  }
  return nullptr;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_plain(c)) continue;
    out.append(text, start, i - start);
    start = i + 1;
    out += '\\';
    if (const char letter = short_escape(c)) {
      out += letter;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append("u00").append(1, k_hex[byte >> 4]).append(1, k_hex[byte & 15]);
    }
  }
  out.append(text, start).append(1, '"');
}

bool is_json_text_array(std::string_view text) {
  const char* end = text.data() + text.size();
  return after_array(text.data(), end) == end;
}

bool JsonCursor::take(std::string_view literal) {
  if (static_cast<std::size_t>(m_end - m_at) < literal.size()) return false;
  if (std::memcmp(m_at, literal.data(), literal.size()) != 0) return false;
  m_at += literal.size();
  return true;
}

std::optional<std::string_view> JsonCursor::string() {
  if (!next_is('"')) return std::nullopt;
  char* begin = ++m_at;
  while (m_at != m_end && is_plain(*m_at)) ++m_at;
  if (m_at == m_end) return std::nullopt;
  if (*m_at == '"') return std::string_view(begin, static_cast<std::size_t>(m_at++ - begin));
  return decode(begin);
}

// From the first byte on that is not plain. The decoded text is never longer than what is read.
std::optional<std::string_view> JsonCursor::decode(char* begin) {
  char* to = m_at;
  while (m_at != m_end && *m_at != '"') {
    char c = *m_at++;
    if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
    if (c == '\\') {
      if (m_at == m_end) return std::nullopt;
      const char letter = *m_at++;
      c = unescaped(letter);
      if (letter == 'u') {
        unsigned value = 0;
        if (m_end - m_at < 4) return std::nullopt;
        const auto [stop, error] = std::from_chars(m_at, m_at + 4, value, 16);
        if (error != std::errc() || stop != m_at + 4 || value >= 0x20) return std::nullopt;
        m_at += 4;
        c = static_cast<char>(value);
      } else if (short_escape(c) != letter) {
        return std::nullopt;
      }
    }
    *to++ = c;
  }
  if (m_at == m_end) return std::nullopt;
  ++m_at;
  return std::string_view(begin, static_cast<std::size_t>(to - begin));
}

std::optional<std::string_view> JsonCursor::raw_array() {
  const char* end = after_array(m_at, m_end);
  if (end == nullptr) return std::nullopt;
  const std::string_view array(m_at, static_cast<std::size_t>(end - m_at));
  m_at += array.size();
  return array;
}

}  // namespace plumb::state
