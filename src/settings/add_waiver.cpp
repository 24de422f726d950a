// SPDX-License-Identifier: Apache-2.0
#include <plumb/settings/add_waiver.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "waiver_text.hpp"
#include "yaml_tree.hpp"

namespace plumb::settings {
namespace {

// The entry as lines, its dash moved in so far.
std::vector<std::string> entry_lines(const Waiver& waiver, std::size_t indent) {
  const std::string blank(indent, ' ');
  std::vector<std::string> out = {fmt::format("{}- rule: {}", blank, yaml_scalar(waiver.rule)),
                                  fmt::format("{}  object: {}", blank, yaml_scalar(waiver.object)),
                                  fmt::format("{}  reason: {}", blank, yaml_scalar(waiver.reason))};
  if (!waiver.owner.empty()) out.push_back(fmt::format("{}  owner: {}", blank, yaml_scalar(waiver.owner)));
  out.push_back(fmt::format("{}  until: {}", blank, format_date(waiver.until)));
  // In quotes, for one may look like a number.
  if (!waiver.fingerprint.empty()) out.push_back(fmt::format("{}  fingerprint: \"{}\"", blank, waiver.fingerprint));
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    if (out.back().ends_with('\r')) out.back().pop_back();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool says_nothing(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos || line[begin] == '#';
}

// Behind the last line of the entry that begins at `line` (from 0), whose dash stands at `dash`.
std::size_t end_of_entry(const std::vector<std::string>& lines, std::size_t line, std::size_t dash) {
  std::size_t end = line + 1;
  for (std::size_t at = line + 1; at < lines.size(); ++at) {
    const bool is_inside = indent_of(lines[at]) > dash && indent_of(lines[at]) < lines[at].size();
    if (!is_inside && !says_nothing(lines[at])) break;
    if (is_inside) end = at + 1;
  }
  return end;
}

struct Place {
  std::size_t line = 0;  // before this one, from 0
  std::size_t indent = 0;
};

// Where the next waiver goes; nothing where the way that they are written in leaves no place. May change the line of
// the key.
std::optional<Place> place_for(std::vector<std::string>& lines, const Node& root) {
  const auto found = std::find_if(root.entries.begin(), root.entries.end(),
                                  [](const auto& entry) { return entry.first->value == k_waivers_key; });
  if (found == root.entries.end()) return Place{.line = lines.size(), .indent = 2};
  const auto key_line = static_cast<std::size_t>(found->first->place.line - 1);
  const Node& list = *found->second;
  std::string& line = lines[key_line];
  if (list.type == Node::Type::sequence && list.items.empty()) {
    const std::size_t open = line.find("[]");
    if (open == std::string::npos) return std::nullopt;
    line.erase(open, 2);
    if (open > 0 && line[open - 1] == ' ') line.erase(open - 1, 1);
    while (line.ends_with(' ')) line.pop_back();
    return Place{.line = key_line + 1, .indent = 2};
  }
  if (list.type == Node::Type::null) return Place{.line = key_line + 1, .indent = 2};
  if (list.type != Node::Type::sequence) return std::nullopt;
  const auto last = static_cast<std::size_t>(list.items.back()->place.line - 1);
  const std::size_t dash = indent_of(lines[last]);
  if (dash == lines[last].size() || lines[last][dash] != '-') return std::nullopt;
  return Place{.line = end_of_entry(lines, last, dash), .indent = dash};
}

Error cannot_add(const std::string& file, const Waiver& waiver) {
  return Error(fmt::format("{}: the waivers are written in a way that nothing can be added to", file))
      .with_hint(fmt::format("add by hand:\n{}", fmt::join(entry_lines(waiver, 2), "\n")));
}

// A place that was not the right one shows here, whatever the file looks like.
bool has_been_added(const std::string& text, const std::string& file, const Settings& before, const Waiver& waiver) {
  try {
    const Settings after = parse(text, file);
    return after.waivers.size() == before.waivers.size() + 1 && is_same(after.waivers.back(), waiver);
  } catch (const Error&) {
    return false;
  }
}

void require_new(const Settings& settings, const Waiver& waiver) {
  for (const Waiver& other : settings.waivers) {
    const bool is_same_one =
        other.rule == waiver.rule && other.object == waiver.object && other.fingerprint == waiver.fingerprint;
    if (!is_same_one) continue;
    throw Error(fmt::format("{} on {} is waived already", waiver.rule, waiver.object))
        .with_span(settings.span(other.place));
  }
}

}  // namespace

std::string add_waiver(std::string_view text, const std::string& file, const Waiver& waiver) {
  const Settings before = parse(text, file);
  require_new(before, waiver);
  const NodePointer root = read_yaml(text, file);
  std::vector<std::string> lines = lines_of(text);
  if (!root && lines.empty()) lines.emplace_back("version: 1");
  static const Node k_nothing{.type = Node::Type::map, .place = {}, .value = {}, .items = {}, .entries = {}};
  const Node& map = root ? *root : k_nothing;
  const auto place = place_for(lines, map);
  if (!place) throw cannot_add(file, waiver);

  std::vector<std::string> more = entry_lines(waiver, place->indent);
  const bool has_key = std::any_of(map.entries.begin(), map.entries.end(),
                                   [](const auto& entry) { return entry.first->value == k_waivers_key; });
  if (!has_key) more.insert(more.begin(), std::string(k_waivers_key) + ":");
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place->line), more.begin(), more.end());
  const std::string_view line_end = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  const std::string out = fmt::format("{}{}", fmt::join(lines, line_end), line_end);

  if (!has_been_added(out, file, before, waiver)) throw cannot_add(file, waiver);
  return out;
}

}  // namespace plumb::settings
