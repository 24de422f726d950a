// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <plumb/base/error.hpp>

#include "relation.hpp"

namespace plumb::query {

// A relation's cells by the names of their columns. A name is looked for among the few that were asked for before, by
// where its text is: REQUIRES: literals.
class NamedColumns {
 public:
  explicit NamedColumns(const Relation& relation) : m_relation(relation) {}

  [[nodiscard]] const Relation& relation() const { return m_relation; }
  [[nodiscard]] Cell cell(std::size_t row, std::string_view name) const { return m_relation.cell(row, place(name)); }

 private:
  [[nodiscard]] std::size_t place(std::string_view name) const {
    for (const auto& [text, place] : m_places) {
      if (text == name.data()) return place;
    }
    const auto& columns = m_relation.columns();
    const auto found = std::ranges::find(columns, name, &ColumnDescription::name);
    if (found == columns.end()) throw Error("no column " + std::string(name) + " in a table of the catalog");
    return m_places.emplace_back(name.data(), static_cast<std::size_t>(found - columns.begin())).second;
  }

  const Relation& m_relation;
  mutable std::vector<std::pair<const char*, std::size_t>> m_places;
};

}  // namespace plumb::query
