// SPDX-License-Identifier: Apache-2.0
// Rows of text cells, wherever they are kept. A query result of libpq is one (pg), and so a Catalog can own what the
// server sent without copying it and without knowing libpq.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

class TextTable {
 public:
  virtual ~TextTable() = default;

  [[nodiscard]] virtual std::size_t rows() const = 0;
  [[nodiscard]] virtual std::size_t columns() const = 0;
  [[nodiscard]] virtual std::string_view column_name(std::size_t column) const = 0;
  // Views stay valid as long as the table lives. REQUIRES: row < rows(), column < columns().
  [[nodiscard]] virtual bool is_null(std::size_t row, std::size_t column) const = 0;
  [[nodiscard]] virtual std::string_view cell(std::size_t row, std::size_t column) const = 0;  // "" for NULL
};

// A table that owns its cells: for tests, snapshots and scripted connections.
class OwnedTextTable final : public TextTable {
 public:
  struct Cell {
    std::string text;
    bool null = false;
  };

  explicit OwnedTextTable(std::vector<std::string> columns) : m_columns(std::move(columns)) {}
  // REQUIRES: row.size() == columns().
  void add(std::vector<Cell> row) { m_rows.push_back(std::move(row)); }

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] std::size_t columns() const override { return m_columns.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t column) const override { return m_columns[column]; }
  [[nodiscard]] bool is_null(std::size_t row, std::size_t column) const override { return m_rows[row][column].null; }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const override {
    return m_rows[row][column].text;
  }

 private:
  std::vector<std::string> m_columns;
  std::vector<std::vector<Cell>> m_rows;
};

}  // namespace plumb
