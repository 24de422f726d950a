// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/selection.hpp>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::catalog {
namespace {

constexpr std::size_t k_most_parts = 3;

// Parts as CSV with '.' between them: a part in double quotes may hold dots, and a doubled quote is one.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.') {
      parts.emplace_back();
    } else if (text[i] != '"' || !parts.back().empty()) {
      parts.back() += text[i];
    } else {
      const std::size_t start = ++i;
      for (; i < text.size() && (text[i] != '"' || (i + 1 < text.size() && text[i + 1] == '"')); ++i) {
        if (text[i] == '"') ++i;
        parts.back() += text[i];
      }
      if (i == text.size() || start == i) throw Error("unexpected pattern: " + go_quote(text), ErrorCode::usage);
    }
  }
  return parts;
}

// Atlas's words for what plumb calls otherwise, and both words of a name of two.
std::string kind_name(std::string word) {
  if (word == "fk" || word == "check") {
    throw Error(fmt::format("type={}: plumb has one kind, constraint, for keys and checks", word), ErrorCode::usage);
  }
  std::ranges::replace(word, ' ', '_');
  return word;
}

void require_kind(const std::string& name, std::string_view pattern, const Kinds& kinds) {
  for (const Kind* kind : kinds.for_server(999'999)) {
    if (kind->name == name) return;
  }
  throw Error(fmt::format("unknown type {} in pattern {}", go_quote(name), go_quote(pattern)), ErrorCode::usage);
}

// Takes "[type=a|b]" off the end of a part.
std::vector<std::string> take_selector(std::string& part, std::string_view pattern, const Kinds& kinds) {
  constexpr std::string_view k_start = "[type=";
  const std::size_t at = part.rfind(k_start);
  if (at == std::string::npos || !part.ends_with(']')) return {};
  std::string_view words = part;
  words = words.substr(at + k_start.size(), part.size() - at - k_start.size() - 1);
  std::vector<std::string> out;
  for (;;) {
    const std::size_t end = std::min(words.find('|'), words.size());
    out.push_back(kind_name(std::string(words.substr(0, end))));
    require_kind(out.back(), pattern, kinds);
    if (end == words.size()) break;
    words.remove_prefix(end + 1);
  }
  part.resize(at);
  return out;
}

// The kind of each level, the outermost first.
std::vector<const Kind*> levels(const Kind& kind) {
  std::vector<const Kind*> out;
  for (const Kind* level = &kind; level != nullptr; level = level->parent) out.push_back(level);
  std::ranges::reverse(out);
  return out;
}

// The part of the identity that names an object of that level.
std::string_view level_name(const Kind& level, std::span<const std::string_view> identity) {
  return identity[level.parent == nullptr ? 0 : level.parent->identity.size()];
}

template <typename Patterns>
bool any_matches(const Patterns& patterns, const Kind& kind, std::span<const std::string_view> identity) {
  return std::ranges::any_of(patterns, [&](const Pattern& pattern) { return pattern.matches(kind, identity); });
}

}  // namespace

Pattern Pattern::parse(std::string_view text, const std::string& schema, const Kinds& kinds) {
  if (text.empty()) throw Error("empty pattern: \"\"", ErrorCode::usage);
  Pattern pattern;
  if (!schema.empty()) {
    std::string exactly;
    for (const char c : schema) exactly.append(1, '\\').append(1, c);
    pattern.m_parts.push_back({.glob = exactly, .kinds = {}});
  }
  for (std::string& part : split(text)) {
    std::vector<std::string> selected = take_selector(part, text, kinds);
    if (part.empty()) throw Error("unexpected pattern: " + go_quote(text), ErrorCode::usage);
    if (!is_glob(part)) throw Error("syntax error in pattern " + go_quote(text), ErrorCode::usage);
    pattern.m_parts.push_back({.glob = std::move(part), .kinds = std::move(selected)});
  }
  if (pattern.m_parts.size() > k_most_parts) {
    throw Error("too many parts in pattern: " + go_quote(text), ErrorCode::usage);
  }
  return pattern;
}

bool Pattern::matches(const Kind& kind, std::span<const std::string_view> identity) const {
  const std::vector<const Kind*> chain = levels(kind);
  if (chain.size() < m_parts.size()) return false;
  for (std::size_t i = 0; i < m_parts.size(); ++i) {
    const Part& part = m_parts[i];
    if (!part.kinds.empty() && std::ranges::find(part.kinds, chain[i]->name) == part.kinds.end()) return false;
    if (!glob_matches(part.glob, level_name(*chain[i], identity))) return false;
  }
  return true;
}

bool Selection::all() const {
  return excluded.empty() && included.empty() && only.empty() && kinds.empty() && schemas.empty();
}

bool Selection::contains(const Kind& kind, std::span<const std::string_view> identity) const {
  if (any_matches(excluded, kind, identity)) return false;
  if (!included.empty() && !any_matches(included, kind, identity)) return false;
  if (!only.empty() && !any_matches(only, kind, identity)) return false;
  if (!kinds.empty() && std::ranges::find(kinds, kind.name) == kinds.end()) return false;
  if (schemas.empty()) return true;
  const Kind& outermost = *levels(kind).front();
  return outermost.name == "schema" && std::ranges::find(schemas, identity[0]) != schemas.end();
}

bool Selection::contains(const Object& object) const {
  if (all()) return true;
  std::vector<std::string_view> identity;
  for (std::size_t part = 0; part < object.identity_size(); ++part) identity.push_back(object.identity(part));
  return contains(object.kind(), identity);
}

}  // namespace plumb::catalog
