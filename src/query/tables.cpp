// SPDX-License-Identifier: Apache-2.0
#include "tables.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "functions.hpp"
#include "kind_relation.hpp"
#include "made_relation.hpp"

namespace plumb::query {
namespace {

std::string table_name(std::string_view kind) {
  std::string out(kind);
  std::ranges::replace(out, ' ', '_');
  return out;
}

// A server that is too old for a kind has no objects of it: its table is empty, and not one that was not read.
std::unique_ptr<Relation> relation_of_newer_kind(const catalog::Kinds& kinds, int server_version,
                                                 std::string_view name) {
  if (server_version == 0) return nullptr;
  const auto named = [name](const catalog::Kind* kind) { return kind->name == name; };
  if (std::ranges::any_of(kinds.for_server(server_version), named)) return nullptr;
  const auto newest = kinds.for_server(std::numeric_limits<int>::max());
  const auto kind = std::ranges::find_if(newest, named);
  if (kind == newest.end()) return nullptr;
  std::vector<ColumnDescription> columns;
  for (const std::string& column : (*kind)->identity) columns.push_back({.name = column, .what = "identity"});
  for (const auto& [column, facts] : (*kind)->attributes) columns.push_back({.name = column, .what = ""});
  return std::make_unique<MadeRelation>(std::move(columns));
}

MadeTable make_kind(const Sources& sources, const std::string& name) {
  const auto section = sources.section(name);
  if (const auto* failure = std::get_if<Failure>(&section)) {
    auto none = relation_of_newer_kind(sources.options.kinds, sources.options.server_version, name);
    if (none != nullptr) return none;
    return *failure;
  }
  return std::make_unique<KindRelation>(*std::get<const catalog::Section*>(section), sources.options.migration_role);
}

}  // namespace

Tables::Tables(const catalog::Catalog& catalog, const settings::Settings& settings, Options options)
    : m_catalog(catalog),
      m_settings(settings),
      m_options(std::move(options)),
      m_functions(builtin_functions()),
      m_queries(derived_queries()) {
  m_functions.insert(m_functions.end(), m_options.functions.begin(), m_options.functions.end());
  add_derived();
  add_kinds();
}

void Tables::add(Table::Facts facts, std::function<MadeTable(const Sources&)> make) {
  const auto [at, is_new] = m_tables.try_emplace(facts.name);
  if (is_new) at->second = std::make_unique<Table>(std::move(facts), std::move(make));
}

void Tables::add_derived() {
  for (const DerivedTable& derived : derived_tables()) {
    Table::Facts facts = derived.facts;
    facts.derived = true;
    add(std::move(facts), derived.make);
  }
  for (const DerivedQuery& query : m_queries) {
    add({.name = query.table, .what = query.what, .derived = true},
        [&query](const Sources& sources) { return sources.answer(query); });
  }
}

// After the derived ones: where both have a name, the derived one is what SQL sees.
void Tables::add_kinds() {
  std::set<std::string> names;
  for (const catalog::Kind* kind : m_options.kinds.for_server(std::numeric_limits<int>::max()))
    names.insert(kind->name);
  for (const auto& section : m_catalog.sections()) names.insert(section->kind().name);
  for (const std::string& name : names) {
    add({.name = table_name(name), .what = fmt::format("one row a {}", name)},
        [name](const Sources& sources) { return make_kind(sources, name); });
  }
}

std::variant<const Relation*, Failure> Tables::relation(std::string_view name, const Sources& sources) const {
  const auto found = m_tables.find(name);
  if (found == m_tables.end()) return not_read(name);
  return found->second->relation(sources);
}

}  // namespace plumb::query
