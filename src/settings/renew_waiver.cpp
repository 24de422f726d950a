// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include <plumb/settings/add_waiver.hpp>

#include "waiver_text.hpp"
#include "yaml_tree.hpp"

namespace plumb::settings {
namespace {

// Where the text of a node begins; of a file of one line.
std::size_t offset_of(std::string_view text, Place place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line; ++line) at = std::min(text.find('\n', at), text.size() - 1) + 1;
  return std::min(at + static_cast<std::size_t>(place.column - 1), text.size());
}

const Node* value_of(const Node& map, std::string_view key) {
  const auto found = std::ranges::find_if(map.entries, [&](const auto& entry) { return entry.first->value == key; });
  return found == map.entries.end() ? nullptr : found->second.get();
}

// Writes the values of one entry. What is not on one line is not touched: the text then stays as it was, and whoever
// reads the result sees it.
class Entry {
 public:
  Entry(std::string& text, const Node& node) : m_text(text), m_node(node) {
    m_flow = m_text.substr(offset_of(m_text, m_node.place)).starts_with('{');
  }

  void put(std::string_view key, const std::string& old, const std::string& value, const std::string& written) {
    if (old == value) return;
    if (const Node* node = value_of(m_node, key)) {
      const std::size_t begin = offset_of(m_text, node->place);
      m_edits.push_back({begin, end_of(begin), written});
    } else if (const Node* until = value_of(m_node, "until")) {
      std::size_t end = end_of(offset_of(m_text, until->place));
      if (!m_flow) end = std::min(m_text.find_first_of("\r\n", end), m_text.size());
      const std::string blank(static_cast<std::size_t>(m_node.entries.front().first->place.column - 1), ' ');
      m_edits.push_back({end, end, fmt::format("{}{}: {}", m_flow ? ", " : "\n" + blank, key, written)});
    }
  }

  // From the end on, so that places stay right.
  void apply() {
    std::ranges::stable_sort(m_edits, [](const Edit& a, const Edit& b) { return a.begin > b.begin; });
    for (const Edit& edit : m_edits) m_text.replace(edit.begin, edit.end - edit.begin, edit.text);
  }

 private:
  struct Edit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
  };

  [[nodiscard]] std::size_t end_of(std::size_t begin) const {
    const char first = begin < m_text.size() ? m_text[begin] : '\n';
    if (first == '"' || first == '\'') {
      std::size_t at = begin + 1;
      for (; at < m_text.size(); ++at) {
        const bool doubled = first == '\'' && m_text.substr(at, 2) == "''";
        if (doubled || (first == '"' && m_text[at] == '\\')) {
          ++at;
        } else if (m_text[at] == first) {
          break;
        }
      }
      return std::min(at + 1, m_text.size());
    }
    std::size_t end = std::min(m_text.find_first_of("\r\n", begin), m_text.size());
    end = std::min(end, m_text.find(" #", begin));
    if (m_flow) end = std::min(end, m_text.find_first_of(",}", begin));
    while (end > begin && m_text[end - 1] == ' ') --end;
    return end;
  }

  std::string& m_text;
  const Node& m_node;
  bool m_flow = false;
  std::vector<Edit> m_edits;
};

// The place of the one to renew in the list; nothing where it is not there any more.
std::optional<std::size_t> find(const Settings& settings, const Waiver& waiver) {
  const auto found =
      std::ranges::find_if(settings.waivers, [&](const Waiver& other) { return is_same(other, waiver); });
  if (found == settings.waivers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - settings.waivers.begin());
}

bool has_been_renewed(const std::string& text, const std::string& file, const Settings& before, std::size_t place,
                      const Waiver& renewed) {
  try {
    const Settings after = parse(text, file);
    if (after.waivers.size() != before.waivers.size()) return false;
    for (std::size_t i = 0; i < after.waivers.size(); ++i) {
      if (!is_same(after.waivers[i], i == place ? renewed : before.waivers[i])) return false;
    }
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string renew_waiver(std::string_view text, const std::string& file, const Waiver& old, const Waiver& renewed) {
  const Settings before = parse(text, file);
  const auto place = find(before, old);
  if (!place) throw Error(fmt::format("{}: the waiver of {} on {} was changed meanwhile", file, old.rule, old.object));
  const NodePointer root = read_yaml(text, file);
  std::string out(text);
  Entry entry(out, *value_of(*root, k_waivers_key)->items[*place]);
  entry.put("reason", old.reason, renewed.reason, yaml_scalar(renewed.reason));
  entry.put("owner", old.owner, renewed.owner, yaml_scalar(renewed.owner));
  entry.put("until", format_date(old.until), format_date(renewed.until), format_date(renewed.until));
  entry.put("fingerprint", old.fingerprint, renewed.fingerprint, fmt::format("\"{}\"", renewed.fingerprint));
  entry.apply();
  if (has_been_renewed(out, file, before, *place, renewed)) return out;
  throw Error(fmt::format("{}: the waiver is written in a way that cannot be renewed", file))
      .with_span(before.span(before.waivers[*place].place))
      .with_hint(fmt::format("change it by hand: until: {}, fingerprint: \"{}\"", format_date(renewed.until),
                             renewed.fingerprint));
}

}  // namespace plumb::settings
