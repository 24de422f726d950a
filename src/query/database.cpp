// SPDX-License-Identifier: Apache-2.0
#include <plumb/query/database.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include <plumb/base/error.hpp>

#include "derived.hpp"
#include "functions.hpp"
#include "kind_relation.hpp"
#include "made_relation.hpp"
#include "names.hpp"
#include "session.hpp"

namespace plumb::query {

class Database::Implementation {
 public:
  Implementation(const catalog::Catalog& catalog, const settings::Settings& settings, Options options);

  [[nodiscard]] Session& session() { return m_session; }
  [[nodiscard]] const std::map<std::string, std::unique_ptr<Table>, std::less<>>& tables() const { return m_tables; }
  // What may help with a failure of this SQL.
  void advise(Failure& failure) const;

 private:
  void add_functions();
  void add_derived();
  void add_kinds();
  void add(Table::Facts facts, std::function<MadeTable()> make);
  [[nodiscard]] std::variant<const Relation*, Failure> relation(std::string_view table) const;

  const Options m_options;
  const Sources m_sources;
  std::vector<Function> m_functions;
  std::vector<DerivedQuery> m_queries;
  std::map<std::string, std::unique_ptr<Table>, std::less<>> m_tables;
  Session m_session;  // the last one: it goes first, and with it all that points at tables
};

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

}  // namespace

Database::Implementation::Implementation(const catalog::Catalog& catalog, const settings::Settings& settings,
                                         Options options)
    : m_options(std::move(options)),
      m_sources{.catalog = catalog,
                .settings = settings,
                .options = m_options,
                .table = [this](std::string_view name) { return relation(name); }},
      m_queries(derived_queries()),
      m_session(m_options.stop) {
  add_functions();
  add_derived();
  add_kinds();
}

void Database::Implementation::add_functions() {
  register_regexp(m_session.connection());
  m_session.guard().allow_function("regexp");
  m_functions = builtin_functions();
  m_functions.insert(m_functions.end(), m_options.functions.begin(), m_options.functions.end());
  for (const Function& function : m_functions) {
    register_function(m_session.connection(), function);
    m_session.guard().allow_function(function.name);
  }
}

void Database::Implementation::add(Table::Facts facts, std::function<MadeTable()> make) {
  const std::string name = facts.name;
  const auto [at, is_new] = m_tables.try_emplace(name);
  if (!is_new) return;
  at->second = std::make_unique<Table>(std::move(facts), std::move(make));
  for (const std::string& known_as : {name, plural(name)}) {
    register_table(m_session.connection(), known_as, *at->second, m_session.events(), m_session.guard());
    m_session.guard().allow_table(known_as);
  }
}

void Database::Implementation::add_derived() {
  for (const DerivedTable& derived : derived_tables()) {
    Table::Facts facts = derived.facts;
    facts.derived = true;
    add(std::move(facts), [this, make = derived.make] { return make(m_sources); });
  }
  for (const DerivedQuery& query : m_queries) {
    add({.name = query.table, .what = query.what, .derived = true},
        [this, &query]() -> MadeTable { return m_session.materialise(query.sql, query.columns); });
  }
}

// After the derived ones: where both have a name, the derived one is what SQL sees.
void Database::Implementation::add_kinds() {
  std::set<std::string> names;
  for (const catalog::Kind* kind : m_options.kinds.for_server(std::numeric_limits<int>::max()))
    names.insert(kind->name);
  for (const auto& section : m_sources.catalog.sections()) names.insert(section->kind().name);
  for (const std::string& name : names) {
    add({.name = table_name(name), .what = fmt::format("one row a {}", name)}, [this, name]() -> MadeTable {
      const auto section = m_sources.section(name);
      if (const auto* failure = std::get_if<Failure>(&section)) {
        auto none = relation_of_newer_kind(m_options.kinds, m_options.server_version, name);
        if (none != nullptr) return none;
        return *failure;
      }
      return std::make_unique<KindRelation>(*std::get<const catalog::Section*>(section), m_options.migration_role);
    });
  }
}

std::variant<const Relation*, Failure> Database::Implementation::relation(std::string_view name) const {
  const auto found = m_tables.find(name);
  if (found == m_tables.end()) return not_read(name);
  Table& table = *found->second;
  const Relation* relation = table.relation();
  if (relation == nullptr) return table.failure();
  return relation;
}

void Database::Implementation::advise(Failure& failure) const {
  constexpr std::string_view k_no_table = "no such table: ";
  constexpr std::string_view k_near = "near \"";
  if (failure.reason != Failure::Reason::sql || !failure.hint.empty()) return;
  if (failure.message.starts_with(k_no_table)) {
    std::vector<std::string_view> names;
    for (const auto& [name, table] : m_tables) names.push_back(name);
    failure.hint = settings::did_you_mean(failure.message.substr(k_no_table.size()), names);
    if (failure.hint.empty()) failure.hint = "--tables lists the tables";
  } else if (failure.message.starts_with(k_near)) {
    const std::string word =
        failure.message.substr(k_near.size(), failure.message.find('"', k_near.size()) - k_near.size());
    if (sqlite3_keyword_check(word.c_str(), static_cast<int>(word.size())) != 0) {
      failure.hint = fmt::format("if {} is meant as a name, write it in double quotes", word);
    }
  }
}

Database::Database(const catalog::Catalog& catalog, const settings::Settings& settings, Options options)
    : m_implementation(std::make_unique<Implementation>(catalog, settings, std::move(options))) {}

Database::~Database() = default;

Outcome Database::run(std::string_view sql, const Limits& limits) {
  Outcome outcome = m_implementation->session().run(sql, limits);
  if (auto* failure = std::get_if<Failure>(&outcome)) m_implementation->advise(*failure);
  return outcome;
}

std::variant<std::vector<std::string>, Failure> Database::compile(std::string_view sql) {
  auto outcome = m_implementation->session().compile(sql);
  if (auto* failure = std::get_if<Failure>(&outcome)) m_implementation->advise(*failure);
  return outcome;
}

std::vector<TableDescription> Database::tables() {
  std::vector<TableDescription> out;
  for (const auto& [name, table] : m_implementation->tables()) {
    const Relation* relation = table->relation();
    out.push_back({.name = name,
                   .also = plural(name),
                   .what = table->facts().what,
                   .columns = relation == nullptr ? std::vector<ColumnDescription>() : relation->columns(),
                   .derived = table->facts().derived,
                   .unavailable = relation == nullptr ? table->failure().message : ""});
  }
  std::ranges::stable_sort(out, {}, &TableDescription::derived);
  return out;
}

std::size_t Database::rows_visited() const {
  return m_implementation->session().events().visited;
}

}  // namespace plumb::query
