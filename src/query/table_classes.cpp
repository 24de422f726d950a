// SPDX-License-Identifier: Apache-2.0
#include "table_classes.hpp"

#include <optional>

#include <fmt/format.h>

#include "derived.hpp"
#include "made_relation.hpp"

namespace plumb::query {
namespace {

using catalog::Object;
using catalog::Section;

// Finds the tenant columns of tables, asked for in their order: each is searched for from where the last one was.
class TenantColumns {
 public:
  TenantColumns(const Section& columns, const Sources& sources) : m_columns(columns), m_sources(sources) {}

  // Nothing: the table has none.
  std::optional<std::uint32_t> of(const Object& table) {
    m_wanted = {table.identity(0), table.identity(1), m_sources.settings.tenant.column};
    const auto rows = static_cast<std::uint32_t>(m_columns.size());
    std::uint32_t step = 1;
    std::uint32_t high = m_at;
    while (high < rows && order_of(high) < 0) {
      m_at = high + 1;
      high = step < rows - high ? high + step : rows;
      step *= 2;
    }
    while (m_at < high) {
      const std::uint32_t middle = m_at + (high - m_at) / 2;
      if (order_of(middle) < 0) {
        m_at = middle + 1;
      } else {
        high = middle;
      }
    }
    if (m_at == rows || order_of(m_at) != 0) return std::nullopt;
    return m_at;
  }

 private:
  // Where the column stands to the one that is wanted: -1, 0, 1.
  [[nodiscard]] int order_of(std::uint32_t row) const {
    const Object column = m_columns[row];
    for (std::size_t part = 0; part < m_wanted.size(); ++part) {
      const int order = column.identity(part).compare(m_wanted[part]);
      if (order != 0) return order;
    }
    return 0;
  }

  const Section& m_columns;
  const Sources& m_sources;
  std::array<std::string_view, 3> m_wanted;
  std::uint32_t m_at = 0;
};

struct Sections {
  const Section* tables = nullptr;
  const Section* columns = nullptr;
};

std::variant<Sections, Failure> sections(const Sources& sources) {
  const auto tables = sources.section("table");
  if (const auto* failure = std::get_if<Failure>(&tables)) return *failure;
  const auto columns = sources.section("column");
  if (const auto* failure = std::get_if<Failure>(&columns)) return *failure;
  return Sections{std::get<const Section*>(tables), std::get<const Section*>(columns)};
}

std::vector<ColumnDescription> tenant_table_columns(const Relation& tables, const Relation& columns) {
  std::vector<ColumnDescription> out = tables.columns();
  for (std::size_t i = 2; i < columns.columns().size(); ++i) {
    const ColumnDescription& column = columns.columns()[i];
    out.push_back({i == 2 ? "tenant_column" : "tenant_" + column.name, i == 2 ? "its name" : column.what});
  }
  out.push_back({"class", "tenant or append_only"});
  return out;
}

// A row of `table`, and that of its tenant column, side by side.
class TenantTables final : public Relation {
 public:
  TenantTables(const Relation& tables, const Relation& columns)
      : Relation(tenant_table_columns(tables, columns)), m_tables(tables), m_columns(columns) {}

  void add(std::uint32_t table, std::uint32_t column, TableClass table_class) {
    m_rows.push_back({table, column, table_class});
  }

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] std::size_t sorted_by() const override { return m_tables.sorted_by(); }
  [[nodiscard]] Cell cell(std::size_t at, std::size_t column) const override {
    const Row& row = m_rows[at];
    const std::size_t of_table = m_tables.columns().size();
    if (column < of_table) return m_tables.cell(row.table, column);
    const std::size_t of_column = column - of_table + 2;
    if (of_column < m_columns.columns().size()) return m_columns.cell(row.column, of_column);
    return Cell(to_text(row.table_class));
  }

 private:
  struct Row {
    std::uint32_t table = 0;
    std::uint32_t column = 0;
    TableClass table_class = TableClass::tenant;
  };
  const Relation& m_tables;
  const Relation& m_columns;
  std::vector<Row> m_rows;
};

}  // namespace

std::string_view to_text(TableClass table_class) {
  switch (table_class) {
    case TableClass::tenant:
      return "tenant";
    case TableClass::root:
      return "root";
    case TableClass::append_only:
      return "append_only";
    case TableClass::global:
      return "global";
    case TableClass::unclassified:
      break;
  }
  return "unclassified";
}

TableClasses::TableClasses(const settings::Settings& settings) {
  const settings::Tables& tables = settings.tables;
  for (const std::string& name : tables.append_only) m_listed[name] = {.table_class = TableClass::append_only};
  for (const auto& global : tables.global) {
    m_listed[global.table] = {.table_class = TableClass::global, .reason = global.reason};
  }
  for (const std::string& name : tables.root) m_listed[name] = {.table_class = TableClass::root};
  for (const std::string& name : tables.tenant) m_listed.try_emplace(name, Entry{.table_class = TableClass::tenant});
}

TableClasses::Entry TableClasses::of(std::string_view schema, std::string_view table, bool has_tenant_column) const {
  if (const auto found = m_listed.find(table); found != m_listed.end()) return found->second;
  if (const auto found = m_listed.find(fmt::format("{}.{}", schema, table)); found != m_listed.end()) {
    return found->second;
  }
  return {.table_class = has_tenant_column ? TableClass::tenant : TableClass::unclassified};
}

MadeTable make_class_of_table(const Sources& sources) {
  const auto found = sections(sources);
  if (const auto* failure = std::get_if<Failure>(&found)) return *failure;
  const auto& [tables, columns] = std::get<Sections>(found);
  auto relation = std::make_unique<MadeRelation>(
      std::vector<ColumnDescription>{{"schema", ""},
                                     {"name", "of the table"},
                                     {"class", "tenant, root, append_only, global or unclassified"},
                                     {"reason", "why it is global, as plumb.yaml tells it"},
                                     {"has_tenant_column", "1 or 0"},
                                     {"qualified", "schema and name, as view.reads and table.parents have them"}});
  const TableClasses classes(sources.settings);
  TenantColumns tenant_columns(*columns, sources);
  for (std::size_t i = 0; i < tables->size(); ++i) {
    const Object table = (*tables)[i];
    if (!sources.audited(table.identity(0))) continue;
    const bool has_column = tenant_columns.of(table).has_value();
    const TableClasses::Entry entry = classes.of(table.identity(0), table.identity(1), has_column);
    relation->add_view(table.identity(0));
    relation->add_view(table.identity(1));
    relation->add_view(to_text(entry.table_class));
    relation->add(entry.reason.empty() ? Cell() : Cell(entry.reason));
    relation->add(Cell(std::int64_t{has_column}));
    relation->add(fmt::format("{}.{}", table.identity(0), table.identity(1)));
  }
  return relation;
}

MadeTable make_tenant_table(const Sources& sources) {
  const auto found = sections(sources);
  if (const auto* failure = std::get_if<Failure>(&found)) return *failure;
  const auto& [tables, columns] = std::get<Sections>(found);
  const auto shown_tables = sources.table("table");
  const auto shown_columns = sources.table("column");
  auto relation = std::make_unique<TenantTables>(*std::get<const Relation*>(shown_tables),
                                                 *std::get<const Relation*>(shown_columns));
  const TableClasses classes(sources.settings);
  TenantColumns tenant_columns(*columns, sources);
  for (std::uint32_t i = 0; i < tables->size(); ++i) {
    const Object table = (*tables)[i];
    if (!sources.audited(table.identity(0))) continue;
    const auto column = tenant_columns.of(table);
    if (!column) continue;
    const TableClass table_class = classes.of(table.identity(0), table.identity(1), true).table_class;
    if (table_class == TableClass::root || table_class == TableClass::global) continue;
    relation->add(i, *column, table_class);
  }
  return relation;
}

}  // namespace plumb::query
