// SPDX-License-Identifier: Apache-2.0
#include "lookup.hpp"

#include <algorithm>
#include <array>
#include <bit>

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

int order_of(std::string_view left, std::string_view right) {
  if (left.data() == right.data() && left.size() == right.size()) return 0;
  return left.compare(right);
}

// The first number from low on, and before high, for which `before` does not hold.
template <typename Before>
std::uint32_t search(std::uint32_t low, std::uint32_t high, const Before& before) {
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (before(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// The same, in growing steps.
template <typename Before>
std::uint32_t search_on(std::uint32_t start, std::uint32_t end, const Before& before) {
  std::uint32_t step = 1;
  std::uint32_t low = start;
  while (low < end && before(low)) {
    start = low + 1;
    low = step < end - low ? low + step : end;
    step *= 2;
  }
  return search(start, low, before);
}

// Different values of a sample, by their hashes; 0 is never in it.
class HashSet {
 public:
  // REQUIRES: not called more often than half of k_size.
  void insert(std::size_t hash) {
    hash = hash == 0 ? 1 : hash;
    std::size_t at = combine(0, hash) >> (64U - k_bits);
    while (m_hashes[at] != 0 && m_hashes[at] != hash) at = (at + 1) % k_size;
    if (m_hashes[at] == 0) ++m_count;
    m_hashes[at] = hash;
  }
  [[nodiscard]] std::size_t size() const { return m_count; }

 private:
  static constexpr unsigned k_bits = 10;
  static constexpr std::size_t k_size = std::size_t{1} << k_bits;
  std::array<std::size_t, k_size> m_hashes{};
  std::size_t m_count = 0;
};

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
  constexpr std::size_t k_sample = 512;
  const std::size_t rows = relation.rows();
  if (rows == 0) return 1;
  const std::size_t step = rows / k_sample + 1;
  HashSet values;
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

SortedGroups::SortedGroups(const Relation& relation)
    : m_relation(relation), m_depth(std::min<std::size_t>(relation.sorted_by(), 2)) {
  const auto rows = static_cast<std::uint32_t>(relation.rows());
  std::array<Cell, 2> key;
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < m_depth; ++column) key[column] = relation.cell(row, column);
    const std::span<const Cell> parts(key.data(), m_depth);
    if (row > 0 && compare(static_cast<std::uint32_t>(m_begins.size() - 1), parts) == 0) continue;
    m_begins.push_back(row);
    m_keys.insert(m_keys.end(), parts.begin(), parts.end());
  }
  m_begins.push_back(rows);
}

// Where the group stands to the key: -1, 0, 1.
int SortedGroups::compare(std::uint32_t group, std::span<const Cell> key) const {
  for (std::size_t column = 0; column < key.size(); ++column) {
    const int order = order_of(m_keys[group * m_depth + column].text(), key[column].text());
    if (order != 0) return order;
  }
  return 0;
}

// The rows of a group that also have what follows in the key.
std::pair<std::uint32_t, std::uint32_t> SortedGroups::rows_of(std::uint32_t group, std::span<const Cell> key) const {
  const auto compare_row = [&](std::uint32_t row) {
    int order = 0;
    for (std::size_t column = m_depth; order == 0 && column < key.size(); ++column) {
      order = order_of(m_relation.cell(row, column).text(), key[column].text());
    }
    return order;
  };
  const std::uint32_t end = m_begins[group + 1];
  if (key.size() <= m_depth) return {m_begins[group], end};
  const std::uint32_t from = search(m_begins[group], end, [&](std::uint32_t row) { return compare_row(row) < 0; });
  return {from, search_on(from, end, [&](std::uint32_t row) { return compare_row(row) <= 0; })};
}

std::pair<std::uint32_t, std::uint32_t> SortedGroups::range(std::span<const Cell> key, std::uint32_t& near) const {
  const std::span<const Cell> parts = key.first(std::min(key.size(), m_depth));
  const auto before = [&](std::uint32_t group) { return compare(group, parts) < 0; };
  const auto not_behind = [&](std::uint32_t group) { return compare(group, parts) <= 0; };
  near = std::min(near, groups());
  const bool behind = near > 0 && !before(near - 1);
  near = behind ? search(0, near - 1, before) : search_on(near, groups(), before);
  if (parts.size() < m_depth) {
    const std::uint32_t end = search_on(near, groups(), not_behind);
    return {m_begins[near], m_begins[end]};
  }
  if (near == groups() || compare(near, parts) != 0) return {m_begins[near], m_begins[near]};
  return rows_of(near, key);
}

}  // namespace plumb::query
