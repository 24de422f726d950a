// SPDX-License-Identifier: Apache-2.0
// A relation that owns its rows: what a derived table's query returned.
#pragma once

#include <deque>
#include <string>
#include <unordered_set>

#include "relation.hpp"

namespace plumb::query {

// Texts that stay where they are, each once.
class TextPool {
 public:
  [[nodiscard]] std::string_view keep(std::string_view text);

 private:
  std::unordered_set<std::string_view> m_known;
  std::deque<std::string> m_texts;
};

class MadeRelation final : public Relation {
 public:
  using Relation::Relation;

  [[nodiscard]] std::size_t rows() const override { return m_cells.size() / columns().size(); }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override {
    return m_cells[row * columns().size() + column];
  }

  // The next cell, row by row. Text is copied. REQUIRES: ends with whole rows.
  void add(const Cell& cell);
  void add(std::string_view text) { add(Cell(text)); }
  // The same of a text that lives longer than the relation, as those of the catalog do: it is not copied.
  void add_view(std::string_view text) { m_cells.emplace_back(text.empty() ? std::string_view("", 0) : text); }

 private:
  std::vector<Cell> m_cells;
  TextPool m_texts;
};

}  // namespace plumb::query
