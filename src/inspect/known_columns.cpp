// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/known_columns.hpp>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <plumb/base/error.hpp>

#include "inspect_sql.hpp"

namespace plumb::inspect {
namespace {

// Takes the text up to the separator, and the separator, off the front.
std::string_view take_until(std::string_view& text, char separator) {
  const std::string_view taken = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), taken.size() + 1));
  return taken;
}

// "" is 0, anything else that is no number -1.
int to_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty()) return 0;
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

KnownColumn parse_line(std::string_view line) {
  std::string_view rest = line;
  KnownColumn column;
  column.name = take_until(rest, ' ');
  std::string_view versions = take_until(rest, ' ');
  const bool is_range = versions.find('-') != std::string_view::npos;
  column.since = to_number(take_until(versions, '-'));
  column.until = to_number(versions);
  column.reason = rest;
  if (column.name.find('.') == std::string_view::npos || !is_range || column.since < 1 || column.until < 0) {
    throw Error(fmt::format("known_columns.txt: \"{}\" is not \"table.column 14-[16] [reason]\"", line));
  }
  return column;
}

}  // namespace

std::vector<KnownColumn> parse_known_columns(std::string_view text) {
  std::vector<KnownColumn> columns;
  while (!text.empty()) {
    const std::string_view line = take_until(text, '\n');
    if (!line.empty() && !line.starts_with('#')) columns.push_back(parse_line(line));
  }
  return columns;
}

std::span<const KnownColumn> known_columns() {
  static const std::vector<KnownColumn> k_columns = parse_known_columns(text::known_columns_txt);
  return k_columns;
}

std::string_view unknown_columns_query() {
  return text::unknown_columns_sql;
}

std::string names_as_array(std::span<const KnownColumn> columns) {
  std::string array = "{";
  for (const KnownColumn& column : columns) {
    if (array.size() > 1) array += ',';
    array += column.name;
  }
  return array + "}";
}

}  // namespace plumb::inspect
