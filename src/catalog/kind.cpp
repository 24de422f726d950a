// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/kind.hpp>

#include <algorithm>
#include <array>

#include <plumb/base/error.hpp>

#include "catalog_sql.hpp"
#include "kind_header.hpp"

namespace plumb::catalog {

AttributeFacts Kind::facts(std::string_view attribute) const {
  const auto found = attributes.find(attribute);
  return found == attributes.end() ? AttributeFacts{.severity = "medium"} : found->second;
}

int Kind::depth() const {
  return parent == nullptr ? 0 : parent->depth() + 1;
}

namespace {

// Among several files of the parent's name any one will do: they all have the same identity.
const Kind* find_parent(const std::vector<ParsedKind>& parsed, const ParsedKind& child, const std::string& name) {
  const auto found = std::ranges::find_if(parsed, [&](const ParsedKind& other) { return other.kind->name == name; });
  if (found == parsed.end()) throw Error(fmt::format("{}: parent \"{}\" is not a kind", child.file, name));
  if (found->kind->identity.size() >= child.kind->identity.size()) {
    throw Error(fmt::format("{}: identity must be longer than that of its parent \"{}\"", child.file, name));
  }
  return found->kind.get();
}

bool before(const Kind& left, const Kind& right) {
  const int left_depth = left.depth();
  const int right_depth = right.depth();
  if (left_depth != right_depth) return left_depth < right_depth;
  if (left.name != right.name) return left.name < right.name;
  return left.since < right.since;
}

}  // namespace

Kinds::Kinds(std::span<const File> files) {
  std::vector<ParsedKind> parsed;
  for (const File& file : files) parsed.push_back(parse_kind(file));
  for (const ParsedKind& child : parsed) {
    if (!child.parent.empty()) child.kind->parent = find_parent(parsed, child, child.parent);
    if (!child.other_parent.empty()) child.kind->other_parent = find_parent(parsed, child, child.other_parent);
  }
  for (ParsedKind& each : parsed) m_kinds.push_back(std::move(each.kind));
  std::ranges::sort(m_kinds, [](const auto& left, const auto& right) { return before(*left, *right); });
}

const Kinds& Kinds::builtin() {
  static const Kinds k_builtin = [] {
    std::vector<File> files;
    for (const text::File& file : text::files()) files.push_back({file.name, file.text});
    return Kinds(files);
  }();
  return k_builtin;
}

std::vector<const Kind*> Kinds::for_server(int server_version) const {
  std::vector<const Kind*> result;
  for (const auto& kind : m_kinds) {
    if (kind->since > server_version) continue;
    if (!result.empty() && result.back()->name == kind->name) result.pop_back();
    result.push_back(kind.get());
  }
  return result;
}

}  // namespace plumb::catalog
