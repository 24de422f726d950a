// SPDX-License-Identifier: Apache-2.0
// foreign_key: the rows of `constraint` that are foreign keys, how they treat the tenant column, and whether an index
// finds the rows that reference one.
#include <array>

#include "derived.hpp"
#include "lookup.hpp"
#include "named_columns.hpp"
#include "text_list.hpp"

namespace plumb::query {
namespace {

// As they are there.
constexpr auto k_shown = std::to_array<std::string_view>(
    {"schema", "table", "name", "columns", "referenced_schema", "referenced_table", "referenced_columns", "on_update",
     "on_delete", "on_delete_columns", "match", "deferrable", "validated", "enforced", "inherited", "triggers"});

enum OfConstraint : std::uint8_t {
  k_schema,
  k_table,
  k_type,
  k_columns,
  k_referenced_schema,
  k_referenced_table,
  k_referenced_columns
};
constexpr std::array<std::string_view, 7> k_of_constraint = {
    "schema", "table", "type", "columns", "referenced_schema", "referenced_table", "referenced_columns"};

enum OfIndex : std::uint8_t { k_is_valid, k_predicate, k_index_columns };
constexpr std::array<std::string_view, 3> k_of_index = {"is_valid", "predicate", "columns"};

std::vector<ColumnDescription> foreign_key_columns() {
  std::vector<ColumnDescription> out;
  for (const std::string_view name : k_shown) {
    out.push_back({std::string(name), name == "columns"              ? "JSON array"
                                      : name == "referenced_columns" ? "JSON array, in the same order"
                                                                     : ""});
  }
  out.push_back({"from_tenant_table", "1: the table is in tenant_table"});
  out.push_back({"to_tenant_table", "1: the referenced table is"});
  out.push_back({"tenant_at", "place of the tenant column in columns, from 1; NULL: it is not in it"});
  out.push_back({"referenced_tenant_at", "the same of referenced_columns"});
  out.push_back({"tenant_composite", "1: the tenant column is paired with the tenant column"});
  out.push_back({"is_indexed", "1: a complete index over all rows begins with its columns, in any order"});
  return out;
}

// Finds the indexes of foreign keys, asked for in the order of their tables.
class Indexes {
 public:
  explicit Indexes(const Relation& indexes) : m_named(indexes, k_of_index), m_groups(indexes) {}

  // REQUIRES: `columns` is a list of texts.
  bool begin_with(const Cell& schema, const Cell& table, std::string_view columns) {
    const std::array<Cell, 2> key = {schema, table};
    const auto [from, end] = m_groups.range(key, m_near);
    m_whole.clear();
    for (std::uint32_t row = from; row < end; ++row) {
      const bool whole =
          m_named.cell(row, k_is_valid).equals(Cell(1)) && m_named.cell(row, k_predicate).type() == Cell::Type::null;
      if (whole) m_whole.push_back(m_named.cell(row, k_index_columns).text());
    }
    return begins_as_written(columns) || begins_in_any_order(columns);
  }

 private:
  [[nodiscard]] bool begins_as_written(std::string_view columns) const {
    const std::string_view same = columns.substr(0, columns.size() - 1);  // but for the last bracket
    return std::ranges::any_of(m_whole, [&](std::string_view index) {
      return index.size() > same.size() && index.starts_with(same) &&
             (index[same.size()] == ',' || index[same.size()] == ']');
    });
  }

  [[nodiscard]] bool begins_in_any_order(std::string_view columns) const {
    const std::vector<std::string> wanted = list_of(columns);
    return std::ranges::any_of(m_whole, [&](std::string_view index) {
      return std::ranges::all_of(wanted, [&](const std::string& column) {
        const std::size_t place = place_in_list(index, column);
        return place != 0 && place <= wanted.size();
      });
    });
  }

  NamedColumns<k_of_index.size()> m_named;
  SortedGroups m_groups;
  std::uint32_t m_near = 0;
  std::vector<std::string_view> m_whole;  // columns of the table's complete indexes over all rows
};

class ForeignKeys final : public Relation {
 public:
  ForeignKeys(const Relation& constraints, const Relation& tenant_tables, const Relation& table_indexes,
              std::string_view tenant_column)
      : Relation(foreign_key_columns()), m_constraints(constraints) {
    const SortedGroups tenants(tenant_tables);
    std::uint32_t near = 0;
    std::uint32_t near_referenced = 0;
    const NamedColumns named(constraints, k_of_constraint);
    Indexes indexes(table_indexes);
    for (const std::string_view name : k_shown) {
      m_shown.push_back(static_cast<std::uint16_t>(
          std::ranges::find(constraints.columns(), name, &ColumnDescription::name) - constraints.columns().begin()));
    }
    for (std::uint32_t row = 0; row < constraints.rows(); ++row) {
      if (named.cell(row, k_type).text() != "foreign key") continue;
      const Cell columns = named.cell(row, k_columns);
      m_rows.push_back(
          {.row = row,
           .tenant_at = place(columns, tenant_column),
           .referenced_tenant_at = place(named.cell(row, k_referenced_columns), tenant_column),
           .from_tenant_table = has(tenants, near, named.cell(row, k_schema), named.cell(row, k_table)),
           .to_tenant_table =
               has(tenants, near_referenced, named.cell(row, k_referenced_schema), named.cell(row, k_referenced_table)),
           .is_indexed = columns.type() == Cell::Type::text &&
                         indexes.begin_with(named.cell(row, k_schema), named.cell(row, k_table), columns.text())});
    }
  }

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] std::size_t sorted_by() const override { return m_constraints.sorted_by(); }

  [[nodiscard]] Cell cell(std::size_t at, std::size_t column) const override {
    const Row& row = m_rows[at];
    if (column < m_shown.size()) return m_constraints.cell(row.row, m_shown[column]);
    switch (column - m_shown.size()) {
      case 0:
        return Cell(std::int64_t{row.from_tenant_table});
      case 1:
        return Cell(std::int64_t{row.to_tenant_table});
      case 2:
        return row.tenant_at == 0 ? Cell() : Cell(std::int64_t{row.tenant_at});
      case 3:
        return row.referenced_tenant_at == 0 ? Cell() : Cell(std::int64_t{row.referenced_tenant_at});
      case 4:
        return Cell(std::int64_t{row.tenant_at != 0 && row.tenant_at == row.referenced_tenant_at});
      default:
        return Cell(std::int64_t{row.is_indexed});
    }
  }

 private:
  struct Row {
    std::uint32_t row = 0;
    std::uint16_t tenant_at = 0;  // 0: nowhere
    std::uint16_t referenced_tenant_at = 0;
    bool from_tenant_table = false;
    bool to_tenant_table = false;
    bool is_indexed = false;
  };

  static std::uint16_t place(const Cell& list, std::string_view tenant_column) {
    if (list.type() != Cell::Type::text) return 0;
    return static_cast<std::uint16_t>(place_in_list(list.text(), tenant_column));
  }

  static bool has(const SortedGroups& tables, std::uint32_t& near, const Cell& schema, const Cell& table) {
    const std::array<Cell, 2> key = {schema, table};
    const auto [from, end] = tables.range(key, near);
    return from != end;
  }

  const Relation& m_constraints;
  std::vector<std::uint16_t> m_shown;  // columns of `constraint`
  std::vector<Row> m_rows;
};

}  // namespace

MadeTable make_foreign_key(const Sources& sources) {
  const auto constraints = sources.table("constraint");
  if (const auto* failure = std::get_if<Failure>(&constraints)) return *failure;
  const auto tenant_tables = sources.table("tenant_table");
  if (const auto* failure = std::get_if<Failure>(&tenant_tables)) return *failure;
  const auto indexes = sources.table("table_index");
  if (const auto* failure = std::get_if<Failure>(&indexes)) return *failure;
  return std::make_unique<ForeignKeys>(*std::get<const Relation*>(constraints),
                                       *std::get<const Relation*>(tenant_tables), *std::get<const Relation*>(indexes),
                                       sources.settings.tenant.column);
}

}  // namespace plumb::query
