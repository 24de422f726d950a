// SPDX-License-Identifier: Apache-2.0
#include "drift_values.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/catalog/text_list.hpp>

namespace plumb::report {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t k_short = 60;   // bytes of a value that stands beside its name
constexpr std::size_t k_context = 2;  // equal lines shown around different ones

Lines split_lines(const std::string& text) {
  Lines out;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('\n', begin);
    out.push_back(text.substr(begin, end == std::string::npos ? end : end - begin));
    if (end == std::string::npos) break;
    begin = end + 1;
  }
  if (out.size() > 1 && out.back().empty()) out.pop_back();
  return out;
}

// Nothing: it is not a list.
std::optional<Lines> as_list(const std::optional<std::string>& value) {
  if (!value) return Lines{};
  if (!value->starts_with('[')) return std::nullopt;
  try {
    return catalog::parse_text_list(*value);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string minus(const Style& style, const std::string& line) {
  return style.red("- " + line);
}

std::string plus(const Style& style, const std::string& line) {
  return style.green("+ " + line);
}

bool holds(const Lines& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

Lines list_lines(const Lines& expected, const Lines& actual, const Style& style) {
  Lines out;
  for (const std::string& element : expected) {
    if (!holds(actual, element)) out.push_back(minus(style, element));
  }
  for (const std::string& element : actual) {
    if (!holds(expected, element)) out.push_back(plus(style, element));
  }
  if (!out.empty()) return out;
  // The same elements in another order, or one twice.
  out.push_back(minus(style, fmt::format("{}", fmt::join(expected, ", "))));
  out.push_back(plus(style, fmt::format("{}", fmt::join(actual, ", "))));
  return out;
}

// What is between the common first and last lines, with a little of these. Not the shortest edit script: for the body
// of one function this says as much, and never takes long.
Lines changed_lines(const Lines& expected, const Lines& actual, const Style& style) {
  const std::size_t shorter = std::min(expected.size(), actual.size());
  std::size_t head = 0;
  while (head < shorter && expected[head] == actual[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && expected[expected.size() - 1 - tail] == actual[actual.size() - 1 - tail]) ++tail;

  Lines out;
  if (head > k_context) out.push_back(style.dim("  …"));
  for (std::size_t i = head - std::min(head, k_context); i < head; ++i) out.push_back("  " + expected[i]);
  for (std::size_t i = head; i < expected.size() - tail; ++i) out.push_back(minus(style, expected[i]));
  for (std::size_t i = head; i < actual.size() - tail; ++i) out.push_back(plus(style, actual[i]));
  const std::size_t rest = expected.size() - tail;
  for (std::size_t i = rest; i < rest + std::min(tail, k_context); ++i) out.push_back("  " + expected[i]);
  if (tail > k_context) out.push_back(style.dim("  …"));
  return out;
}

bool is_short(const std::optional<std::string>& value) {
  return !value || (value->size() <= k_short && value->find('\n') == std::string::npos);
}

std::string shown(const std::optional<std::string>& value) {
  if (!value) return "(not set)";
  return value->empty() ? "''" : *value;
}

Lines under_name(const std::string& name, const Lines& lines) {
  Lines out = {name};
  for (const std::string& line : lines) out.push_back("  " + line);
  return out;
}

}  // namespace

std::vector<std::string> attribute_lines(const finding::AttributeDifference& difference, std::size_t width,
                                         const Style& style) {
  const auto expected = as_list(difference.expected);
  const auto actual = as_list(difference.actual);
  const bool both_unset = !difference.expected && !difference.actual;
  if (expected && actual && !both_unset) return under_name(difference.name, list_lines(*expected, *actual, style));
  if (is_short(difference.expected) && is_short(difference.actual)) {
    return {fmt::format("{:<{}}  expected  {}", difference.name, width, style.green(shown(difference.expected))),
            fmt::format("{:<{}}  actual    {}", "", width, style.red(shown(difference.actual)))};
  }
  return under_name(difference.name, changed_lines(split_lines(shown(difference.expected)),
                                                   split_lines(shown(difference.actual)), style));
}

}  // namespace plumb::report
