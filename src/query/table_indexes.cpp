// SPDX-License-Identifier: Apache-2.0
// table_index: the rows of `index`, and those of `constraint` that have an index, side by side. Nothing is copied.
#include <algorithm>

#include "derived.hpp"
#include "made_relation.hpp"
#include "named_columns.hpp"
#include "text_list.hpp"

namespace plumb::query {
namespace {

enum Column : std::uint8_t {
  k_schema,
  k_table,
  k_name,
  k_source,
  k_is_unique,
  k_columns,
  k_first_column,
  k_is_valid,
  k_predicate,
  k_nulls_not_distinct,
  k_inherited,
  k_tenant_at
};

std::vector<ColumnDescription> table_index_columns() {
  return {{"schema", ""},
          {"table", ""},
          {"name", ""},
          {"source", "index, primary key, unique or exclusion"},
          {"is_unique", "1: no two rows have the same values"},
          {"columns", "JSON array; null for an expression"},
          {"first_column", "NULL for an expression"},
          {"is_valid", "1: it is complete and used"},
          {"predicate", "NULL: it is over all rows"},
          {"nulls_not_distinct", "1: two NULLs are the same"},
          {"inherited", "1: it is a partition's, from its parent"},
          {"tenant_at", "place of the tenant column, from 1; NULL: it is not in it"}};
}

// Columns of `index` and of `constraint`, in the order of their enumerators.
enum OfIndex : std::uint8_t { k_keys, k_unique, k_valid, k_ready, k_condition, k_distinct, k_parent };
constexpr std::array<std::string_view, 7> k_of_index = {
    "columns", "unique", "valid", "ready", "predicate", "nulls_not_distinct", "parent_index"};
enum OfConstraint : std::uint8_t { k_own_keys, k_type, k_own_valid, k_own_distinct, k_own_inherited };
constexpr std::array<std::string_view, 5> k_of_constraint = {"columns", "type", "index_valid", "nulls_not_distinct",
                                                             "inherited"};

Cell flag(bool value) {
  return Cell(std::int64_t{value});
}

class TableIndexes final : public Relation {
 public:
  TableIndexes(const Relation& indexes, const Relation& constraints, std::string_view tenant_column)
      : Relation(table_index_columns()), m_indexes(indexes, k_of_index), m_constraints(constraints, k_of_constraint) {
    for (std::uint32_t row = 0; row < indexes.rows(); ++row) add(row, false, tenant_column);
    const auto constraints_from = static_cast<std::ptrdiff_t>(m_rows.size());
    for (std::uint32_t row = 0; row < constraints.rows(); ++row) {
      const std::string_view type = m_constraints.cell(row, k_type).text();
      if (type == "primary key" || type == "unique" || type == "exclusion") add(row, true, tenant_column);
    }
    const auto in_order = [this](const Row& left, const Row& right) { return before(left, right); };
    if (indexes.sorted_by() > k_name && constraints.sorted_by() > k_name) {
      std::ranges::inplace_merge(m_rows, m_rows.begin() + constraints_from, in_order);
    } else {
      std::ranges::stable_sort(m_rows, in_order);
    }
  }

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] std::size_t sorted_by() const override { return k_name + 1; }

  [[nodiscard]] Cell cell(std::size_t at, std::size_t column) const override {
    const Row& row = m_rows[at];
    if (column <= k_name) return identity(row, column);
    if (column == k_first_column) return row.first;
    if (column == k_tenant_at) return row.tenant_at == 0 ? Cell() : Cell(std::int64_t{row.tenant_at});
    return row.is_constraint ? of_constraint(row.row, column) : of_index(row.row, column);
  }

 private:
  struct Row {
    std::uint32_t row = 0;
    std::uint16_t tenant_at = 0;  // 0: nowhere
    bool is_constraint = false;
    Cell first;
  };

  void add(std::uint32_t row, bool is_constraint, std::string_view tenant_column) {
    const Cell columns = is_constraint ? m_constraints.cell(row, k_own_keys) : m_indexes.cell(row, k_keys);
    Row out{.row = row, .is_constraint = is_constraint};
    if (columns.type() == Cell::Type::text) {
      out.tenant_at = static_cast<std::uint16_t>(place_in_list(columns.text(), tenant_column));
      out.first = first_of(columns.text());
    }
    m_rows.push_back(out);
  }

  Cell first_of(std::string_view list) {
    if (std::string_view first; plain_first(list, first)) return Cell(first);
    const std::vector<std::string> all = list_of(list);
    return all.empty() || list.starts_with("[null") ? Cell() : Cell(m_texts.keep(all.front()));
  }

  [[nodiscard]] Cell identity(const Row& row, std::size_t column) const {
    return (row.is_constraint ? m_constraints.relation() : m_indexes.relation()).cell(row.row, column);
  }

  [[nodiscard]] bool before(const Row& left, const Row& right) const {
    for (std::size_t column = 0; column <= k_name; ++column) {
      const int order = identity(left, column).text().compare(identity(right, column).text());
      if (order != 0) return order < 0;
    }
    return false;
  }

  [[nodiscard]] Cell of_index(std::uint32_t row, std::size_t column) const {
    switch (column) {
      case k_source:
        return Cell(std::string_view("index"));
      case k_is_unique:
        return m_indexes.cell(row, k_unique);
      case k_columns:
        return m_indexes.cell(row, k_keys);
      case k_is_valid:
        return flag(m_indexes.cell(row, k_valid).equals(Cell(1)) && m_indexes.cell(row, k_ready).equals(Cell(1)));
      case k_predicate:
        return m_indexes.cell(row, k_condition);
      case k_nulls_not_distinct:
        return flag(m_indexes.cell(row, k_distinct).equals(Cell(1)));
      default:
        return flag(m_indexes.cell(row, k_parent).type() != Cell::Type::null);
    }
  }

  [[nodiscard]] Cell of_constraint(std::uint32_t row, std::size_t column) const {
    switch (column) {
      case k_source:
        return m_constraints.cell(row, k_type);
      case k_is_unique:
        return flag(m_constraints.cell(row, k_type).text() != "exclusion");
      case k_columns:
        return m_constraints.cell(row, k_own_keys);
      case k_is_valid:
        return flag(!m_constraints.cell(row, k_own_valid).equals(Cell(0)));
      case k_predicate:
        return {};
      case k_nulls_not_distinct:
        return flag(m_constraints.cell(row, k_own_distinct).equals(Cell(1)));
      default:
        return flag(m_constraints.cell(row, k_own_inherited).type() != Cell::Type::null);
    }
  }

  const NamedColumns<k_of_index.size()> m_indexes;
  const NamedColumns<k_of_constraint.size()> m_constraints;
  std::vector<Row> m_rows;
  TextPool m_texts;
};

}  // namespace

MadeTable make_table_index(const Sources& sources) {
  const auto indexes = sources.table("index");
  if (const auto* failure = std::get_if<Failure>(&indexes)) return *failure;
  const auto constraints = sources.table("constraint");
  if (const auto* failure = std::get_if<Failure>(&constraints)) return *failure;
  return std::make_unique<TableIndexes>(*std::get<const Relation*>(indexes), *std::get<const Relation*>(constraints),
                                        sources.settings.tenant.column);
}

}  // namespace plumb::query
