// SPDX-License-Identifier: Apache-2.0
#include "drift_declared.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <plumb/sql/declaration.hpp>

namespace plumb::workflow {

using finding::Finding;
using sql::Aspect;
using sql::Declaration;
using sql::DeclaredName;

struct Declarations::Entry {
  Declaration what;  // names have their schemas here, where that is certain
  bool certain = true;
  const desired::Script* script = nullptr;
  const sql::Statement* statement = nullptr;
};

namespace {

// SQL's words for a kind of plumb's; the kind's own, with blanks, where nothing is said here.
const std::map<std::string_view, std::vector<std::string>> k_types = {
    {"table", {"table", "foreign table"}},
    {"view", {"view", "materialized view"}},
    {"function", {"function", "procedure", "routine"}},
    {"aggregate", {"aggregate", "routine"}},
    {"enum", {"type"}},
    {"composite_type", {"type"}},
    {"range_type", {"type"}},
    {"base_type", {"type"}},
    {"role", {"role", "user", "group"}},
    {"foreign_server", {"server"}},
};

std::vector<std::string> types_of(const std::string& kind) {
  const auto found = k_types.find(kind);
  if (found != k_types.end()) return found->second;
  std::string words = kind;
  std::ranges::replace(words, '_', ' ');
  return {words};
}

bool stands_in_schema(const std::string& type) {
  constexpr std::array<std::string_view, 16> k_none = {
      "schema", "role",        "user",         "group",  "database",   "extension",  "event trigger",        "language",
      "server", "publication", "subscription", "column", "constraint", "tablespace", "foreign data wrapper", "policy"};
  return std::ranges::find(k_none, type) == k_none.end() && type != "trigger" && type != "rule";
}

Aspect aspect_of(std::string_view attribute) {
  if (attribute == "acl") return Aspect::privileges;
  if (attribute == "comment") return Aspect::comment;
  if (attribute == "owner") return Aspect::owner;
  return attribute.ends_with("row_security") ? Aspect::row_security : Aspect::definition;
}

// What of the object the finding is about. Of a difference the first attribute decides, of a breach what its rule
// judges of objects of that kind.
std::set<Aspect> aspects_of(const Finding& finding, const std::vector<std::string>& about) {
  if (!finding.attributes.empty()) return {aspect_of(finding.attributes.front().name)};
  std::set<Aspect> out;
  const std::string kind = finding.object.kind + ".";
  for (const std::string& fact : about) {
    if (fact.starts_with(kind)) out.insert(aspect_of(std::string_view(fact).substr(kind.size())));
  }
  return out.empty() ? std::set{Aspect::definition} : out;
}

bool changes_search_path(const sql::Statement& statement) {
  std::string text = statement.text;
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
  const std::size_t at = text.find("search_path");
  if (at == std::string::npos) return false;
  // A function's own setting, or an ALTER, changes nothing here.
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  return text.compare(start, 4, "set ") == 0 || text.find("set_config") < at;
}

// The line of a byte of the statement; 0 where the text is not found in the file (some formats cut it out of a part).
int line_of(const desired::Script& script, const sql::Statement& statement, std::size_t offset) {
  const std::string_view text = script.text;
  std::size_t place = statement.position;
  if (place > text.size() || !text.substr(place).starts_with(statement.text)) {
    place = text.find(statement.text);
    if (place == std::string_view::npos || text.find(statement.text, place + 1) != std::string_view::npos) return 0;
  }
  return static_cast<int>(std::ranges::count(text.substr(0, place + offset), '\n')) + 1;
}

bool same_name(const DeclaredName& declared, const std::string& schema, const std::string& name) {
  return declared.name == name && declared.schema == schema;
}

bool is_about(const Declaration& declared, const std::vector<std::string>& types, const finding::ObjectName& object) {
  if (std::ranges::find(types, declared.type) == types.end()) return false;
  // GRANT … ON ALL TABLES IN SCHEMA.
  if (declared.name.name.empty()) return object.parent.empty() && declared.name.schema == object.schema;
  if (object.parent.empty()) return same_name(declared.name, object.schema, object.name);
  if (declared.name.name != object.name) return false;
  // COMMENT ON INDEX and DROP INDEX name no table.
  if (declared.on.name.empty()) return declared.type == "index" && declared.name.schema == object.schema;
  return same_name(declared.on, object.schema, object.parent);
}

}  // namespace

Declarations::Declarations(const std::vector<desired::Script>& scripts, const std::string& search_path) {
  const std::string first = search_path.substr(0, search_path.find(','));
  const std::string schema = first.empty() ? "public" : first;
  for (const desired::Script& script : scripts) {
    bool certain = true;
    for (const sql::Statement& statement : script.statements) {
      certain = certain && !changes_search_path(statement);
      for (Declaration& what : sql::declarations(statement.text)) {
        Entry entry{.what = std::move(what), .certain = true, .script = &script, .statement = &statement};
        // A name without schema is in the first one of the path, which a script may have changed.
        const auto complete = [&](DeclaredName& name) {
          if (!name.schema.empty() || name.name.empty()) return;
          name.schema = schema;
          entry.certain = entry.certain && certain;
        };
        if (stands_in_schema(entry.what.type)) complete(entry.what.name);
        complete(entry.what.on);
        m_places[entry.what.name.name].push_back(m_entries.size());
        m_entries.push_back(std::move(entry));
      }
    }
  }
}

Declarations::~Declarations() = default;

std::vector<std::size_t> Declarations::places_of(const std::string& name) const {
  std::vector<std::size_t> out;
  for (const std::string& each : {name, std::string()}) {
    const auto found = m_places.find(each);
    if (found != m_places.end()) out.insert(out.end(), found->second.begin(), found->second.end());
  }
  std::ranges::sort(out);
  return out;
}

std::optional<finding::Declared> Declarations::find(const Finding& finding,
                                                    const std::vector<std::string>& about) const {
  const std::vector<std::string> types = types_of(finding.object.kind);
  const std::set<Aspect> aspects = aspects_of(finding, about);
  const Entry* best = nullptr;
  std::set<std::string_view> signatures;
  for (const std::size_t place : places_of(finding.object.name)) {
    const Entry& entry = m_entries[place];
    if (!is_about(entry.what, types, finding.object)) continue;
    if (!entry.certain) return std::nullopt;
    if (entry.what.aspect == Aspect::removal) {
      best = nullptr;
      signatures.clear();
      continue;
    }
    if (!entry.what.arguments.empty()) signatures.insert(entry.what.arguments);
    const bool wanted = aspects.contains(entry.what.aspect);
    const bool better = wanted || (entry.what.aspect == Aspect::definition &&
                                   (best == nullptr || best->what.aspect == Aspect::definition));
    if (better) best = &entry;
  }
  // Which of the functions of a name a statement means, its words alone do not tell.
  if (best == nullptr || signatures.size() > 1) return std::nullopt;
  const int line = line_of(*best->script, *best->statement, best->what.offset);
  if (line == 0) return std::nullopt;
  return finding::Declared{.file = best->script->name, .line = line};
}

void place_findings(std::vector<Finding>& findings, const std::vector<desired::Script>& scripts,
                    const std::string& search_path, const contract::Rules* rules) {
  using finding::Class;
  const auto wants_place = [](const Finding& finding) {
    return !finding.declared && (finding.cls == Class::drift || finding.cls == Class::contract);
  };
  if (std::ranges::none_of(findings, wants_place)) return;
  const Declarations declarations(scripts, search_path);
  for (Finding& finding : findings) {
    if (!wants_place(finding)) continue;
    const contract::Rule* rule = rules == nullptr ? nullptr : rules->find(finding.code);
    finding.declared = declarations.find(finding, rule == nullptr ? std::vector<std::string>() : rule->about);
  }
}

}  // namespace plumb::workflow
