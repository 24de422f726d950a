// SPDX-License-Identifier: Apache-2.0
#include "made_relation.hpp"

namespace plumb::query {

std::string_view TextPool::keep(std::string_view text) {
  if (const auto known = m_known.find(text); known != m_known.end()) return *known;
  return *m_known.insert(m_texts.emplace_back(text)).first;
}

void MadeRelation::add(const Cell& cell) {
  m_cells.push_back(cell.type() == Cell::Type::text ? Cell(m_texts.keep(cell.text())) : cell);
}

}  // namespace plumb::query
