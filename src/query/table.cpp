// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

namespace plumb::query {

const Relation* Table::relation() {
  if (m_relation != nullptr) return m_relation.get();
  MadeTable made = m_make();
  if (auto* failure = std::get_if<Failure>(&made)) {
    m_failure = std::move(*failure);
  } else {
    m_relation = std::move(std::get<std::unique_ptr<Relation>>(made));
  }
  return m_relation.get();
}

const Lookup& Table::lookup(const std::vector<std::uint16_t>& columns) {
  const auto found = m_lookups.find(columns);
  if (found != m_lookups.end()) return found->second;
  return m_lookups.emplace(columns, Lookup(*m_relation, columns)).first->second;
}

double Table::rows_for_value(std::size_t column) {
  const auto found = m_rows_for_value.find(column);
  if (found != m_rows_for_value.end()) return found->second;
  return m_rows_for_value[column] = query::rows_for_value(*m_relation, column);
}

bool Table::holds_numbers(std::size_t column) {
  m_holds_numbers.resize(m_relation->columns().size());
  std::optional<bool>& known = m_holds_numbers[column];
  if (known) return *known;
  Cell::Type type = Cell::Type::null;
  for (std::size_t row = 0; type == Cell::Type::null && row < m_relation->rows(); ++row) {
    type = m_relation->cell(row, column).type();
  }
  known = type == Cell::Type::integer;
  return *known;
}

const SortedGroups& Table::groups() {
  if (!m_groups) m_groups.emplace(*m_relation);
  return *m_groups;
}

std::pair<std::uint32_t, std::uint32_t> Table::sorted_range(std::span<const Cell> key) {
  return groups().range(key, m_near);
}

}  // namespace plumb::query
