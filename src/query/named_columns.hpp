// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include <plumb/base/error.hpp>

#include "relation.hpp"

namespace plumb::query {

// Columns of a relation that are known by their names, each by its place among `names`.
template <std::size_t Count>
class NamedColumns {
 public:
  // Throws Error if the relation has no such column. REQUIRES: it lives longer.
  NamedColumns(const Relation& relation, const std::array<std::string_view, Count>& names) : m_relation(relation) {
    const auto& columns = relation.columns();
    for (std::size_t i = 0; i < Count; ++i) {
      const auto found = std::ranges::find(columns, names[i], &ColumnDescription::name);
      if (found == columns.end()) throw Error("no column " + std::string(names[i]) + " in a table of the catalog");
      m_places[i] = static_cast<std::size_t>(found - columns.begin());
    }
  }

  [[nodiscard]] const Relation& relation() const { return m_relation; }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t number) const { return m_relation.cell(row, m_places[number]); }

 private:
  const Relation& m_relation;
  std::array<std::size_t, Count> m_places{};
};

}  // namespace plumb::query
