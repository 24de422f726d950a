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

// How many rows have one value of the column, on average: 1 if all differ. From a sample of at most 2,048 rows, for
// estimates.
[[nodiscard]] double rows_for_value(const Relation& relation, std::size_t column);

// The rows whose first columns equal the key: from, and one past the last. Searched for in growing steps from `near`, a
// row or rows(): whoever looks up one table after the other finds each a few rows behind the last one.
// REQUIRES: key.size() <= relation.sorted_by(), all of it text.
[[nodiscard]] std::pair<std::uint32_t, std::uint32_t> sorted_range(const Relation& relation, std::span<const Cell> key,
                                                                   std::uint32_t near = 0);

}  // namespace plumb::query
