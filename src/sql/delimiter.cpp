// SPDX-License-Identifier: Apache-2.0
#include "delimiter.hpp"

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb::sql {

std::optional<std::string_view> delimiter_directive(std::string_view input) {
  constexpr std::string_view k_directive = "-- atlas:delimiter";
  const std::string_view line = input.substr(0, input.find('\n'));
  if (!line.starts_with(k_directive)) return std::nullopt;
  std::string_view rest = line.substr(k_directive.size());
  // As with every directive: the word ends where no word character follows, and only blanks part it from its argument.
  const auto is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  };
  if (!rest.empty() && is_word(rest.front())) return std::nullopt;
  if (!rest.starts_with(' ')) return "";
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  return rest;
}

std::string delimiter_argument(std::string_view raw) {
  const std::string_view trimmed = trim_go_space(raw);
  if (trimmed.size() < 2 || !trimmed.starts_with('\'') || !trimmed.ends_with('\'')) return std::string(trimmed);
  const std::string_view inner = trimmed.substr(1, trimmed.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    out += inner[i];
    if (inner[i] == '\'' && i + 1 < inner.size() && inner[i + 1] == '\'') ++i;
  }
  return out;
}

std::string unescape_delimiter(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
    if (next == 'n' || next == 'r' || next == 't') {
      out += next == 'n' ? '\n' : next == 'r' ? '\r' : '\t';
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace plumb::sql
