// SPDX-License-Identifier: Apache-2.0
#include <plumb/scaffold/settings_file.hpp>

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/error.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::scaffold {
namespace {

using Lines = std::vector<std::string>;

Lines split(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  if (!out.empty() && !out.back().ends_with('\n')) out.back() += '\n';
  return out;
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_blank(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \r\n");
  return first == std::string_view::npos || line[first] == '#';
}

bool has_key(std::string_view line, std::string_view key) {
  line.remove_prefix(indentation(line));
  return line.starts_with(key) && line.substr(key.size()).starts_with(':');
}

// The line of `tables:` in the first column, and the one behind its block.
struct Block {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<Block> find_block(const Lines& lines, std::string_view key, std::size_t from, std::size_t to,
                                bool outermost) {
  for (std::size_t i = from; i < to; ++i) {
    if (!has_key(lines[i], key) || (outermost && indentation(lines[i]) != 0)) continue;
    std::size_t end = i + 1;
    const auto belongs = [&](const std::string& line) {
      const std::size_t indent = indentation(line);
      const bool is_item = indent == indentation(lines[i]) && line.substr(indent).starts_with('-');
      return is_blank(line) || indent > indentation(lines[i]) || is_item;
    };
    while (end < to && belongs(lines[end])) ++end;
    while (end > i + 1 && is_blank(lines[end - 1])) --end;
    return Block{i, end};
  }
  return std::nullopt;
}

// "append_only: [a, b]  # why", or items on lines of their own.
void add_item(Lines& lines, const Block& list, const std::string& table) {
  std::string& first = lines[list.begin];
  const std::size_t open = first.find('[');
  if (open != std::string::npos) {
    const std::size_t close = first.find(']', open);
    if (close == std::string::npos) return;
    const bool empty = first.find_first_not_of(' ', open + 1) == close;
    first.insert(close, (empty ? "" : ", ") + table);
    return;
  }
  std::string indent(indentation(first) + 2, ' ');
  for (std::size_t i = list.begin + 1; i < list.end; ++i) {
    const std::size_t at = indentation(lines[i]);
    if (lines[i].substr(at).starts_with('-')) indent.assign(at, ' ');
  }
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(list.end), fmt::format("{}- {}\n", indent, table));
}

std::string edited(std::string_view text, const settings::Settings& before, const std::string& table) {
  Lines lines = split(text);
  if (lines.empty()) lines.emplace_back("version: 1\n");
  // A list of one's own takes the place of the default.
  std::vector<std::string> all = before.tables.append_only;
  all.push_back(table);
  const std::string whole = fmt::format("  append_only: [{}]\n", fmt::join(all, ", "));
  const auto tables = find_block(lines, "tables", 0, lines.size(), true);
  if (!tables) {
    lines.emplace_back("tables:\n");
    lines.push_back(whole);
  } else if (const auto list = find_block(lines, "append_only", tables->begin + 1, tables->end, false)) {
    add_item(lines, *list, table);
  } else {
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(tables->begin) + 1, whole);
  }
  return fmt::format("{}", fmt::join(lines, ""));
}

bool is_as_wanted(const std::string& text, const std::string& file, const settings::Settings& before,
                  const std::string& table) {
  try {
    settings::Settings after = settings::parse(text, file);
    std::vector<std::string> wanted = before.tables.append_only;
    wanted.push_back(table);
    return after.tables.append_only == wanted && after.tables.root == before.tables.root &&
           after.waivers.size() == before.waivers.size() && after.rules.size() == before.rules.size();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string add_append_only(std::string_view text, const std::string& file, const std::string& table) {
  const settings::Settings before = settings::parse(text, file);
  if (std::ranges::find(before.tables.append_only, table) != before.tables.append_only.end()) return std::string(text);
  std::string out = edited(text, before, table);
  if (is_as_wanted(out, file, before, table)) return out;
  throw Error(fmt::format("{}: tables.append_only is written in a way that cannot be added to", file))
      .with_hint(fmt::format("add {} to the list by hand, then run the command again", table));
}

}  // namespace plumb::scaffold
