// SPDX-License-Identifier: Apache-2.0
#include "wrap.hpp"

#include <algorithm>
#include <array>

namespace plumb::report {
namespace {

void wrap_paragraph(std::vector<std::string>& out, std::string_view text, std::size_t width) {
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!line.empty() && columns(line) + 1 + columns(word) > width) {
      out.push_back(std::move(line));
      line.clear();
    }
    line.append(line.empty() ? "" : " ").append(word);
  }
  out.push_back(std::move(line));
}

// Whether SQL may be cut at this blank.
bool is_break(std::string_view text, std::size_t blank) {
  constexpr std::array<std::string_view, 5> k_words = {"AND ", "OR ", "WHEN ", "ELSE ", "END"};
  const std::string_view rest = text.substr(blank + 1);
  return (blank > 0 && text[blank - 1] == ',') ||
         std::ranges::any_of(k_words, [&](std::string_view word) { return rest.starts_with(word); });
}

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t end = text.find('\n');
    wrap_paragraph(out, text.substr(0, end), width);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> clauses(std::string_view sql) {
  std::vector<std::string> out;
  std::size_t start = 0;
  char quote = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char c = sql[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == ' ' && is_break(sql, i)) {
      out.emplace_back(sql.substr(start, i - start));
      start = i + 1;
    }
  }
  out.emplace_back(sql.substr(start));
  return out;
}

}  // namespace plumb::report
