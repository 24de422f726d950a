// SPDX-License-Identifier: Apache-2.0
#include "lookup.hpp"

#include <algorithm>
#include <bit>
#include <unordered_set>

namespace plumb::query {
namespace {

std::size_t hash_of(const Cell& cell) {
  return cell.type() == Cell::Type::integer ? std::hash<std::int64_t>()(cell.integer())
                                            : std::hash<std::string_view>()(cell.text());
}

std::size_t combine(std::size_t seed, std::size_t hash) {
  return (seed ^ hash) * 0x9E3779B97F4A7C15ULL;
}

std::size_t hash_of(std::span<const Cell> key) {
  std::size_t hash = 0;
  for (const Cell& cell : key) hash = combine(hash, hash_of(cell));
  return hash ^ (hash >> 32U);
}

// Where the row stands to the key: -1, 0, 1.
int compare(const Relation& relation, std::uint32_t row, std::span<const Cell> key) {
  for (std::size_t column = 0; column < key.size(); ++column) {
    const int order = relation.cell(row, column).text().compare(key[column].text());
    if (order != 0) return order;
  }
  return 0;
}

// The first row from low on, and before high, that is not before the key (bound 0), or that is behind it (bound 1).
std::uint32_t lower_bound(const Relation& relation, std::span<const Cell> key, int bound, std::uint32_t low,
                          std::uint32_t high) {
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (compare(relation, middle, key) < bound) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// The same of all rows from `start` on, in growing steps.
std::uint32_t search_on(const Relation& relation, std::span<const Cell> key, int bound, std::uint32_t start) {
  const auto rows = static_cast<std::uint32_t>(relation.rows());
  std::uint32_t step = 1;
  std::uint32_t low = start;
  while (low < rows && compare(relation, low, key) < bound) {
    start = low + 1;
    low = step < rows - low ? low + step : rows;
    step *= 2;
  }
  return lower_bound(relation, key, bound, start, low);
}

}  // namespace

Lookup::Lookup(const Relation& relation, std::vector<std::uint16_t> columns)
    : m_relation(relation),
      m_columns(std::move(columns)),
      m_heads(std::bit_ceil(relation.rows() + 1), k_none),
      m_next(relation.rows(), k_none) {
  std::vector<Cell> key(m_columns.size());
  // From the last row to the first, so that a chain has them in their order.
  for (auto row = static_cast<std::uint32_t>(relation.rows()); row-- > 0;) {
    bool null = false;
    for (std::size_t part = 0; part < key.size(); ++part) {
      key[part] = relation.cell(row, m_columns[part]);
      null = null || key[part].type() == Cell::Type::null;
    }
    if (null) continue;  // equal to nothing
    std::uint32_t& head = m_heads[hash_of(key) & (m_heads.size() - 1)];
    m_next[row] = head;
    head = row;
  }
}

std::uint32_t Lookup::match(std::uint32_t row, std::span<const Cell> key) const {
  for (; row != k_none; row = m_next[row]) {
    bool equal = true;
    for (std::size_t part = 0; equal && part < key.size(); ++part) {
      equal = m_relation.cell(row, m_columns[part]).equals(key[part]);
    }
    if (equal) return row;
  }
  return k_none;
}

std::uint32_t Lookup::first(std::span<const Cell> key) const {
  return match(m_heads[hash_of(key) & (m_heads.size() - 1)], key);
}

std::uint32_t Lookup::next(std::uint32_t row, std::span<const Cell> key) const {
  return match(m_next[row], key);
}

double rows_for_value(const Relation& relation, std::size_t column) {
  constexpr std::size_t k_sample = 2048;
  const std::size_t rows = relation.rows();
  if (rows == 0) return 1;
  const std::size_t step = rows / k_sample + 1;
  std::unordered_set<std::size_t> values;
  std::size_t looked_at = 0;
  for (std::size_t row = 0; row < rows; row += step, ++looked_at) {
    const Cell cell = relation.cell(row, column);
    if (cell.type() != Cell::Type::null) values.insert(hash_of(cell));
  }
  // Values that are seen once or twice in the sample: there are more of them outside of it.
  const bool many = values.size() * 2 > looked_at;
  const auto distinct = static_cast<double>(std::max<std::size_t>(values.size(), 1));
  const auto whole = static_cast<double>(rows);
  return many ? static_cast<double>(looked_at) / distinct : whole / distinct;
}

std::pair<std::uint32_t, std::uint32_t> sorted_range(const Relation& relation, std::span<const Cell> key,
                                                     std::uint32_t near) {
  near = std::min(near, static_cast<std::uint32_t>(relation.rows()));
  const bool behind = near > 0 && compare(relation, near - 1, key) >= 0;
  const std::uint32_t from = behind ? lower_bound(relation, key, 0, 0, near - 1) : search_on(relation, key, 0, near);
  return {from, search_on(relation, key, 1, from)};
}

}  // namespace plumb::query
