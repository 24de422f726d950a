// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace plumb::settings {
namespace {

constexpr std::string_view k_merge_key = "<<";

using Entries = std::vector<Entry>;

bool has(const Entries& entries, std::string_view key) {
  return std::any_of(entries.begin(), entries.end(), [key](const Entry& entry) { return entry.key == key; });
}

}  // namespace

void Reader::problem(Place place, std::string message, std::string hint) {
  Error error = Error(std::move(message)).with_span(span_of(m_text, m_file, place));
  if (!hint.empty()) error = std::move(error).with_hint(std::move(hint));
  // An alias is read wherever it stands, and has its problem once.
  const auto same = [&error](const Error& other) { return describe(other) == describe(error); };
  if (std::none_of(m_problems.begin(), m_problems.end(), same)) m_problems.push_back(std::move(error));
}

void Reader::finish() {
  if (m_problems.empty()) return;
  const auto key = [](const Error& error) { return std::pair(error.span()->line, error.span()->column); };
  std::stable_sort(m_problems.begin(), m_problems.end(),
                   [&key](const Error& left, const Error& right) { return key(left) < key(right); });
  throw all_of(m_problems);
}

void Reader::add_merged(const Node& node, std::string_view what, Entries& out) {
  if (node.type == Node::Type::map) {
    add_entries(node, what, out, true);
    return;
  }
  if (node.type != Node::Type::sequence) {
    problem(node.place, fmt::format("<< of {} merges mappings, not {}", what, node.type_name()));
    return;
  }
  // Of two mappings that are merged in, the first one counts.
  for (const NodePointer& item : node.items) {
    if (item->type == Node::Type::map) {
      add_entries(*item, what, out, true);
    } else {
      problem(item->place, fmt::format("<< of {} merges mappings, not {}", what, item->type_name()));
    }
  }
}

void Reader::add_entries(const Node& node, std::string_view what, Entries& out, bool merged) {
  std::set<std::string> own;
  for (const auto& [key, value] : node.entries) {
    if (key->type != Node::Type::scalar) {
      problem(key->place, fmt::format("a key of {} is a text, not {}", what, key->type_name()));
    } else if (key->value != k_merge_key) {
      if (!own.insert(key->value).second) {
        problem(key->place, fmt::format("key \"{}\" of {} is given twice", key->value, what));
      } else if (!merged || !has(out, key->value)) {
        out.push_back({key->value, key->place, value});
      }
    }
  }
  for (const auto& [key, value] : node.entries) {
    if (key->type == Node::Type::scalar && key->value == k_merge_key) add_merged(*value, what, out);
  }
}

Entries Reader::entries(const Node& node, std::string_view what) {
  Entries out;
  if (node.type == Node::Type::map) {
    add_entries(node, what, out, false);
  } else if (node.type != Node::Type::null) {
    problem(node.place, fmt::format("{} is a mapping, not {}", what, node.type_name()));
  }
  return out;
}

void Reader::read_map(const Node& node, std::string_view what, const Fields& fields) {
  std::vector<std::string_view> known;
  for (const auto& [name, handler] : fields) known.push_back(name);
  for (const Entry& entry : entries(node, what)) {
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&entry](const auto& candidate) { return candidate.first == entry.key; });
    if (field == fields.end()) {
      problem(entry.place, fmt::format("unknown key \"{}\" in {}", entry.key, what), did_you_mean(entry.key, known));
    } else if (entry.value->type != Node::Type::null) {
      field->second(*entry.value);
    }
  }
}

void Reader::read_list(const Node& node, std::string_view what, const Handler& element) {
  if (node.type != Node::Type::sequence) {
    problem(node.place, fmt::format("{} is a list, not {}", what, node.type_name()));
    return;
  }
  for (const NodePointer& item : node.items) element(*item);
}

std::optional<std::string> Reader::text(const Node& node, std::string_view what) {
  if (node.type != Node::Type::scalar) {
    problem(node.place, fmt::format("{} is a text, not {}", what, node.type_name()));
    return std::nullopt;
  }
  if (node.value.empty()) {
    problem(node.place, fmt::format("{} is empty", what));
    return std::nullopt;
  }
  return node.value;
}

std::optional<std::vector<std::string>> Reader::texts(const Node& node, std::string_view what) {
  if (node.type != Node::Type::sequence) {
    problem(node.place, fmt::format("{} is a list, not {}", what, node.type_name()));
    return std::nullopt;
  }
  std::vector<std::string> out;
  for (const NodePointer& item : node.items) {
    auto value = text(*item, fmt::format("an element of {}", what));
    if (!value) continue;
    if (std::find(out.begin(), out.end(), *value) != out.end()) {
      problem(item->place, fmt::format("\"{}\" is in {} twice", *value, what));
    } else {
      out.push_back(*std::move(value));
    }
  }
  return out;
}

Handler Reader::to(std::string& out, std::string_view what) {
  return [this, &out, what](const Node& node) {
    if (auto value = text(node, what)) out = *std::move(value);
  };
}

Handler Reader::to(std::vector<std::string>& out, std::string_view what) {
  return [this, &out, what](const Node& node) {
    if (auto value = texts(node, what)) out = *std::move(value);
  };
}

}  // namespace plumb::settings
