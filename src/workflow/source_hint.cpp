// SPDX-License-Identifier: Apache-2.0
#include "source_hint.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include <plumb/sql/declaration.hpp>

namespace plumb::workflow {
namespace {

using desired::Script;
using sql::DeclaredName;

// What is missing, in the server's words: `function f(integer) does not exist`, `relation "public.users" does not
// exist`.
struct Missing {
  std::vector<std::string_view> types;  // in SQL's words
  DeclaredName name;
};

std::vector<std::string_view> types_of(std::string_view word) {
  if (word == "function" || word == "procedure" || word == "aggregate") return {"function", "procedure", "aggregate"};
  if (word == "relation" || word == "table") {
    return {"table", "view", "materialized view", "foreign table", "sequence"};
  }
  if (word == "role") return {"role", "user", "group"};
  if (word == "type") return {"type", "domain", "table", "view", "extension"};
  return {word};
}

DeclaredName split_name(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos) return {.schema = {}, .name = std::string(text)};
  return {.schema = std::string(text.substr(0, dot)), .name = std::string(text.substr(dot + 1))};
}

std::optional<Missing> missing_of(const Error& error) {
  constexpr std::array<std::string_view, 5> k_undefined = {"42883", "42P01", "42704", "3F000", "42703"};
  if (std::ranges::find(k_undefined, error.sqlstate()) == k_undefined.end()) return std::nullopt;
  const std::string_view text = error.message();
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos || text.find(" does not exist") == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(blank + 1);
  const bool quoted = rest.starts_with('"');
  const std::size_t end = rest.find_first_of(quoted ? "\"" : "( ", 1);
  if (end == std::string_view::npos) return std::nullopt;
  return Missing{.types = types_of(text.substr(0, blank)),
                 .name = split_name(rest.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0)))};
}

struct Place {
  const Script* script = nullptr;
  int line = 0;
};

bool makes(const sql::Declaration& declared, const sql::Statement& statement, const Missing& missing) {
  if (declared.aspect != sql::Aspect::definition || declared.name.name != missing.name.name) return false;
  if (std::ranges::find(missing.types, declared.type) == missing.types.end()) return false;
  // ALTER names what is there already; only of a column it makes it.
  const char first = declared.offset < statement.text.size() ? statement.text[declared.offset] : ' ';
  const bool created = first == 'C' || first == 'c' || declared.type == "column";
  const bool other_schema = !missing.name.schema.empty() && !declared.name.schema.empty() &&
                            missing.name.schema != declared.name.schema && declared.type != "column";
  return created && !other_schema;
}

int line_at(const Script& script, std::size_t offset) {
  const auto end = script.text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, script.text.size()));
  return static_cast<int>(std::count(script.text.begin(), end, '\n')) + 1;
}

std::optional<Place> find(const std::vector<Script>& scripts, const Missing& missing) {
  for (const Script& script : scripts) {
    for (const sql::Statement& statement : script.statements) {
      for (const sql::Declaration& declared : sql::declarations(statement.text)) {
        if (!makes(declared, statement, missing)) continue;
        return Place{.script = &script, .line = line_at(script, statement.position + declared.offset)};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::string source_hint(const Error& error, const std::vector<Script>& scripts, const std::vector<Script>& unlisted) {
  const auto missing = missing_of(error);
  if (!missing || !error.span()) return "";
  if (const auto place = find(scripts, *missing)) {
    const std::string& file = error.span()->file;
    if (place->script->name == file) {
      // What stands above has run, and did not help: another signature, a name in another schema.
      if (place->line <= error.span()->line) return "";
      return fmt::format("line {} of this file makes it: move it up", place->line);
    }
    const auto is_named = [&](const std::string& name) {
      return std::ranges::find(scripts, name, &Script::name) - scripts.begin();
    };
    if (is_named(place->script->name) < is_named(file)) return "";
    return fmt::format("{}:{} makes it, which src lists after this file: list it before", place->script->name,
                       place->line);
  }
  if (const auto place = find(unlisted, *missing)) {
    return fmt::format("{}:{} makes it, which src does not list: list it before this file", place->script->name,
                       place->line);
  }
  return "";
}

}  // namespace plumb::workflow
