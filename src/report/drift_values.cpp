// SPDX-License-Identifier: Apache-2.0
#include "drift_values.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/error.hpp>
#include <plumb/catalog/text_list.hpp>

#include "wrap.hpp"

namespace plumb::report {
namespace {

using Lines = std::vector<std::string>;
using Kind = DiffLine::Kind;

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

// Those of `list` that are not in `other`.
Lines without(const Lines& list, const Lines& other) {
  Lines out;
  std::ranges::copy_if(list, std::back_inserter(out),
                       [&](const std::string& each) { return std::ranges::find(other, each) == other.end(); });
  return out;
}

// "SELECT TO a", "UPDATE TO a": "SELECT, UPDATE TO a". Elements that say nothing of a grantee stay.
Lines by_grantee(const Lines& elements) {
  constexpr std::string_view k_to = " TO ";
  Lines out;
  std::vector<std::string> grantees;
  for (const std::string& element : elements) {
    const std::size_t to = element.find(k_to);
    const std::string grantee = to == std::string::npos ? "" : element.substr(to);
    const auto place = std::ranges::find(grantees, grantee);
    if (grantee.empty() || place == grantees.end()) {
      out.push_back(element);
      grantees.push_back(grantee);
    } else {
      std::string& line = out[static_cast<std::size_t>(place - grantees.begin())];
      line.insert(line.size() - grantee.size(), ", " + element.substr(0, to));
    }
  }
  return out;
}

std::vector<DiffLine> list_lines(const Lines& expected, const Lines& actual) {
  std::vector<DiffLine> out;
  for (std::string& each : by_grantee(without(expected, actual))) out.push_back({Kind::removed, std::move(each)});
  for (std::string& each : by_grantee(without(actual, expected))) out.push_back({Kind::added, std::move(each)});
  if (!out.empty()) return out;
  // The same elements in another order, or one twice.
  return {{Kind::removed, fmt::format("{}", fmt::join(expected, ", "))},
          {Kind::added, fmt::format("{}", fmt::join(actual, ", "))}};
}

bool is_short(const std::optional<std::string>& value) {
  return !value || (value->size() <= k_short && value->find('\n') == std::string::npos);
}

std::string shown(const std::optional<std::string>& value) {
  if (!value) return "(not set)";
  return value->empty() ? "''" : *value;
}

std::vector<DiffLine> text_lines(const std::string& expected, const std::string& actual, std::size_t width) {
  const bool one_line = expected.find('\n') == std::string::npos && actual.find('\n') == std::string::npos;
  if (one_line && std::max(columns(expected), columns(actual)) > width) {
    return line_diff(clauses(expected), clauses(actual), k_context);
  }
  return line_diff(split_lines(expected), split_lines(actual), k_context);
}

}  // namespace

ValueLines value_lines(const finding::AttributeDifference& difference, std::size_t width) {
  const auto expected = as_list(difference.expected);
  const auto actual = as_list(difference.actual);
  const bool both_unset = !difference.expected && !difference.actual;
  ValueLines out;
  if (expected && actual && !both_unset) {
    out.shape = ValueLines::Shape::below;
    out.lines = list_lines(*expected, *actual);
  } else if (is_short(difference.expected) && is_short(difference.actual)) {
    out.expected = shown(difference.expected);
    out.actual = shown(difference.actual);
  } else {
    out.shape = ValueLines::Shape::below;
    out.lines = text_lines(shown(difference.expected), shown(difference.actual), width);
  }
  return out;
}

}  // namespace plumb::report
