// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/query_rows.hpp>

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <plumb/base/counted.hpp>

namespace plumb::report {
namespace {

constexpr std::size_t k_narrowest = 8;
constexpr std::string_view k_between = "  ";

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

// Also U+0080 to U+009F, which terminals take as controls too.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (byte == '\n') {
      out += "\\n";
    } else if (byte == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else if (byte == 0xC2 && second >= 0x80 && second <= 0x9F) {
      out += fmt::format("\\x{:02x}", second);
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string cut(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  std::size_t characters = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (begins_character(text[at]) && ++characters == width) break;
    ++at;
  }
  return text.substr(0, at) + "…";
}

using Line = std::vector<std::string>;

std::vector<std::size_t> widths_of(const std::vector<Line>& lines) {
  std::vector<std::size_t> out(lines.front().size());
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) out[i] = std::max(out[i], width_of(line[i]));
  }
  return out;
}

// Takes from the widest until all fit.
void fit(std::vector<std::size_t>& widths, std::size_t width) {
  const std::size_t gaps = k_between.size() * (widths.size() - 1);
  std::size_t sum = std::accumulate(widths.begin(), widths.end(), gaps);
  while (sum > width) {
    const auto widest = std::ranges::max_element(widths);
    if (*widest <= k_narrowest) return;
    --*widest;
    --sum;
  }
}

std::string aligned(const Line& line, const std::vector<std::size_t>& widths) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string text = cut(line[i], widths[i]);
    if (i > 0) out += k_between;
    out += text;
    if (i + 1 < line.size()) out.append(widths[i] - width_of(text), ' ');
  }
  return out;
}

std::string count_of(const query::Result& result) {
  const std::string count = counted(result.rows.size(), "row");
  return result.more ? fmt::format("(the first {}; there are more)\n", count) : fmt::format("({})\n", count);
}

std::string csv_field(std::string_view text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

nlohmann::ordered_json json_value(const query::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  return nullptr;
}

std::vector<std::string> distinct_names(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) {
    std::string candidate = name;
    for (int n = 2; std::ranges::find(out, candidate) != out.end(); ++n) candidate = fmt::format("{}_{}", name, n);
    out.push_back(std::move(candidate));
  }
  return out;
}

}  // namespace

std::string query_table(const query::Result& result, std::size_t width, const Style& style) {
  std::vector<Line> lines(1);
  for (const std::string& name : result.columns) lines.front().push_back(printable(name));
  for (const auto& row : result.rows) {
    Line& line = lines.emplace_back();
    for (const query::Value& value : row) {
      line.push_back(query::is_null(value) ? "NULL" : printable(query::to_text(value)));
    }
  }
  std::vector<std::size_t> widths = widths_of(lines);
  if (width > 0) fit(widths, width);

  std::string out = style.bold(aligned(lines.front(), widths)) + '\n';
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) out += k_between;
    for (std::size_t dash = 0; dash < widths[i]; ++dash) out += "─";
  }
  out += '\n';
  for (std::size_t i = 1; i < lines.size(); ++i) out += aligned(lines[i], widths) + '\n';
  return out + count_of(result);
}

std::string query_csv(const query::Result& result) {
  std::string out;
  for (std::size_t i = 0; i < result.columns.size(); ++i) out += (i > 0 ? "," : "") + csv_field(result.columns[i]);
  out += '\n';
  for (const auto& row : result.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      if (!query::is_null(row[i])) out += csv_field(query::to_text(row[i]));
    }
    out += '\n';
  }
  return out;
}

std::string query_json(const query::Result& result) {
  const std::vector<std::string> names = distinct_names(result.columns);
  std::string out = "[";
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t column = 0; column < names.size(); ++column) {
      object[names[column]] = json_value(result.rows[i][column]);
    }
    out += i > 0 ? ",\n " : "\n ";
    out += object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  return out + (result.rows.empty() ? "]\n" : "\n]\n");
}

std::string query_tables_text(const std::vector<query::TableDescription>& tables, const Style& style) {
  std::string out;
  for (const query::TableDescription& table : tables) {
    out += fmt::format("{} (or {}): {}\n", style.bold(table.name), table.also, table.what);
    std::string names;
    for (const query::ColumnDescription& column : table.columns) {
      if (table.derived && !column.what.empty()) {
        out += fmt::format("    {}: {}\n", column.name, column.what);
      } else {
        names += (names.empty() ? "" : ", ") + column.name;
      }
    }
    if (!names.empty()) out += fmt::format("    {}\n", names);
  }
  return out;
}

}  // namespace plumb::report
