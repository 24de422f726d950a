// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/excerpt.hpp>

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace plumb {
namespace {

constexpr std::size_t k_before = 4;  // lines of the statement above the one in question

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = text.find('\n');
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

// The lines of the statement above the one in question. None where it is not certain which one that is: the text has
// several such lines.
std::vector<std::string_view> lines_above(const Error& error) {
  const std::vector<std::string_view> lines = lines_of(error.statement());
  const std::string_view wanted = error.span()->line_text;
  // The first and the last line may share theirs with other statements.
  const auto is_it = [&](std::size_t i) {
    if (i == 0) return wanted.ends_with(lines[i]) && lines.size() > 1;
    return i + 1 == lines.size() ? wanted.starts_with(lines[i]) : wanted == lines[i];
  };
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_it(i)) places.push_back(i);
  }
  if (places.size() != 1) return {};
  const std::size_t first = places[0] - std::min(places[0], k_before);
  return {lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(places[0])};
}

// Tabs are repeated, so that the caret stands right whatever their width; a character of several bytes is one column.
std::string caret_line(const SourceSpan& span) {
  std::string out;
  int column = 1;
  for (const char c : span.line_text) {
    if (column >= span.column) break;
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    out += c == '\t' ? '\t' : ' ';
    ++column;
  }
  return out + '^';
}

}  // namespace

std::string excerpt(const Error& error) {
  const auto& span = error.span();
  if (!span || span->line_text.empty()) return "";
  const std::vector<std::string_view> above = lines_above(error);
  const std::size_t width = std::to_string(span->line).size() + 2;
  int number = span->line - static_cast<int>(above.size());
  std::string out;
  for (const std::string_view line : above) out += fmt::format("{:>{}} | {}\n", number++, width, line);
  out += fmt::format("{:>{}} | {}\n", number, width, span->line_text);
  if (span->column > 0) out += fmt::format("{:>{}} | {}\n", "", width, caret_line(*span));
  return out;
}

}  // namespace plumb
