// SPDX-License-Identifier: Apache-2.0
// Finds the rows of a relation by what some of their columns equal. A hash table of chains, in two arrays: 100,000 rows
// are indexed in a few milliseconds, where sorting them would take a hundred.
#pragma once

#include <limits>
#include <span>

#include "relation.hpp"

namespace plumb::query {

class Lookup {
 public:
  static constexpr std::uint32_t k_none = std::numeric_limits<std::uint32_t>::max();

  // REQUIRES: the relation lives longer.
  Lookup(const Relation& relation, std::vector<std::uint16_t> columns);

  // The first row with that key, and the next one after `row`, in the order of the relation; k_none after the last.
  // REQUIRES: as many cells as columns.
  [[nodiscard]] std::uint32_t first(std::span<const Cell> key) const;
  [[nodiscard]] std::uint32_t next(std::uint32_t row, std::span<const Cell> key) const;

 private:
  [[nodiscard]] std::uint32_t match(std::uint32_t row, std::span<const Cell> key) const;

  const Relation& m_relation;
  std::vector<std::uint16_t> m_columns;
  std::vector<std::uint32_t> m_heads;  // by hash; a power of two of them
  std::vector<std::uint32_t> m_next;   // by row
};

// How many rows have one value of the column, on average: 1 if all differ. From a sample of at most 512 rows, for
// estimates.
[[nodiscard]] double rows_for_value(const Relation& relation, std::size_t column);

// Finds the rows of a sorted relation whose first columns equal a key. What is looked for is nearly always a table
// (schema and name), or something of it: so the rows of one table are a group, found by its key without a look at rows.
class SortedGroups {
 public:
  // REQUIRES: the relation lives longer, and is sorted by a column at least.
  explicit SortedGroups(const Relation& relation);

  // From, and one past the last row. Searched for in growing steps from the group `near`, which is then the one that
  // was found: whoever looks up one table after the other finds each beside the last one.
  // REQUIRES: 0 < key.size() <= relation.sorted_by(), all of it text.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> range(std::span<const Cell> key, std::uint32_t& near) const;

 private:
  [[nodiscard]] std::uint32_t groups() const { return static_cast<std::uint32_t>(m_begins.size() - 1); }
  [[nodiscard]] int compare(std::uint32_t group, std::span<const Cell> key) const;
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> rows_of(std::uint32_t group, std::span<const Cell> key) const;

  const Relation& m_relation;
  std::size_t m_depth;                  // columns that make a group
  std::vector<std::uint32_t> m_begins;  // rows; behind the last group, that of all
  std::vector<Cell> m_keys;             // m_depth of each group
};

}  // namespace plumb::query
