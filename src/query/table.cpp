// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

namespace plumb::query {
namespace {

bool are_numbers(const Relation& relation, std::size_t column) {
  Cell::Type type = Cell::Type::null;
  for (std::size_t row = 0; type == Cell::Type::null && row < relation.rows(); ++row) {
    type = relation.cell(row, column).type();
  }
  return type == Cell::Type::integer;
}

}  // namespace

// Making one may ask for others, whose locks are taken then: no table is made from itself, so nobody waits for ever.
std::variant<const Relation*, Failure> Table::relation(const Sources& sources) {
  if (const Relation* made = m_made.load(std::memory_order_acquire)) return made;
  const std::lock_guard lock(m_making);
  if (m_relation == nullptr) {
    MadeTable made = m_make(sources);
    if (auto* failure = std::get_if<Failure>(&made)) return std::move(*failure);
    m_relation = std::move(std::get<std::unique_ptr<Relation>>(made));
    m_made.store(m_relation.get(), std::memory_order_release);
  }
  return m_relation.get();
}

const Lookup& Table::lookup(const std::vector<std::uint16_t>& columns) {
  const std::lock_guard lock(m_finding_out);
  const auto found = m_lookups.find(columns);
  if (found != m_lookups.end()) return found->second;
  return m_lookups.emplace(columns, Lookup(*m_relation, columns)).first->second;
}

double Table::rows_for_value(std::size_t column) {
  const std::lock_guard lock(m_finding_out);
  const auto [known, is_new] = m_rows_for_value.try_emplace(column);
  if (is_new) known->second = query::rows_for_value(*m_relation, column);
  return known->second;
}

bool Table::holds_numbers(std::size_t column) {
  const std::lock_guard lock(m_finding_out);
  const auto [known, is_new] = m_holds_numbers.try_emplace(column);
  if (is_new) known->second = are_numbers(*m_relation, column);
  return known->second;
}

const SortedGroups& Table::groups() {
  const std::lock_guard lock(m_finding_out);
  if (!m_groups) m_groups.emplace(*m_relation);
  return *m_groups;
}

}  // namespace plumb::query
