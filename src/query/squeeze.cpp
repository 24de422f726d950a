// SPDX-License-Identifier: Apache-2.0
#include "squeeze.hpp"

#include <algorithm>

namespace plumb::query {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80;
}

// How many bytes of the text, which starts with a quote, are the quoted thing. An E'…' escapes by backslash.
std::size_t quoted_length(std::string_view text, bool escapes) {
  const char quote = text.front();
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (escapes && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (at + 1 == text.size() || text[at + 1] != quote) return at + 1;
      ++at;
    }
  }
  return text.size();
}

// The same of $tag$ … $tag$; 0: it is no such thing.
std::size_t dollar_length(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && is_word(text[end])) ++end;
  const bool is_tag = end < text.size() && text[end] == '$' && (text[1] < '0' || text[1] > '9');
  if (!is_tag) return 0;
  const std::string_view tag = text.substr(0, end + 1);
  const std::size_t close = text.find(tag, tag.size());
  return close == std::string_view::npos ? text.size() : close + tag.size();
}

// The same of a comment, which may hold others; 0: it is none.
std::size_t comment_length(std::string_view text) {
  if (text.starts_with("--")) return std::min(text.find('\n'), text.size());
  if (!text.starts_with("/*")) return 0;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("/*")) {
      ++depth;
      ++at;
    } else if (rest.starts_with("*/")) {
      ++at;
      if (--depth == 0) return at + 1;
    }
  }
  return text.size();
}

}  // namespace

std::string squeezed(std::string_view code) {
  std::string out;
  bool blank = false;
  while (!code.empty()) {
    std::size_t length = is_space(code.front()) ? 1 : comment_length(code);
    if (length > 0) {
      blank = !out.empty();
      code.remove_prefix(length);
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    const char last = out.empty() ? ' ' : out.back();
    if (code.front() == '\'' || code.front() == '"') {
      const bool escapes = code.front() == '\'' && (last == 'E' || last == 'e');
      length = quoted_length(code, escapes);
    } else if (code.front() == '$' && !is_word(last)) {
      length = dollar_length(code);
    }
    length = std::max<std::size_t>(length, 1);
    out += code.substr(0, length);
    code.remove_prefix(length);
  }
  return out;
}

}  // namespace plumb::query
