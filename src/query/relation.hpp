// SPDX-License-Identifier: Apache-2.0
// What SQLite sees as a table: rows of cells, known by their place. Wherever the cells are kept, they stay there as
// long as the relation lives, so SQLite reads them where they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <plumb/query/database.hpp>

namespace plumb::query {

// NULL, a number or a view of a text. 16 bytes, as there can be millions.
class Cell {
 public:
  enum class Type : std::uint8_t { null, integer, text };

  Cell() = default;
  explicit Cell(std::int64_t integer) : m_integer(integer), m_type(Type::integer) {}
  explicit Cell(std::string_view text)
      : m_text(text.data()), m_size(static_cast<std::uint32_t>(text.size())), m_type(Type::text) {}

  [[nodiscard]] Type type() const { return m_type; }
  [[nodiscard]] std::int64_t integer() const { return m_integer; }
  [[nodiscard]] std::string_view text() const { return {m_text, m_size}; }

  // NULL is equal to nothing, as in SQL.
  [[nodiscard]] bool equals(const Cell& other) const {
    if (m_type != other.m_type || m_type == Type::null) return false;
    return m_type == Type::integer ? m_integer == other.m_integer : text() == other.text();
  }

 private:
  union {
    std::int64_t m_integer = 0;
    const char* m_text;
  };
  std::uint32_t m_size = 0;
  Type m_type = Type::null;
};

class Relation {
 public:
  explicit Relation(std::vector<ColumnDescription> columns) : m_columns(std::move(columns)) {}
  Relation(const Relation&) = delete;
  Relation& operator=(const Relation&) = delete;
  virtual ~Relation() = default;

  [[nodiscard]] const std::vector<ColumnDescription>& columns() const { return m_columns; }
  [[nodiscard]] virtual std::size_t rows() const = 0;
  // REQUIRES: row < rows(), column < columns().size(), rows() < 2^32.
  [[nodiscard]] virtual Cell cell(std::size_t row, std::size_t column) const = 0;
  // The rows are sorted bytewise by so many of the first columns, which are text.
  [[nodiscard]] virtual std::size_t sorted_by() const { return 0; }

 private:
  std::vector<ColumnDescription> m_columns;
};

}  // namespace plumb::query
