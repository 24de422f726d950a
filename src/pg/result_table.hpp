// SPDX-License-Identifier: Apache-2.0
// What libpq received, seen as plumb's own types.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <plumb/base/text_table.hpp>
#include <plumb/pg/server_error.hpp>

namespace plumb::pg {

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

// The rows of a result, packed: libpq keeps 16 bytes a cell besides the text, which is most of a catalog's many short
// and absent cells; here it is four.
//
// A row is its cells' ends (of each, how far it is from the first cell's beginning to its end, and whether it is NULL),
// then their bytes. Rows lie in blocks that never move.
class ResultTable final : public TextTable {
 public:
  explicit ResultTable(const PGresult* result);

  [[nodiscard]] std::size_t rows() const override { return m_rows.size(); }
  [[nodiscard]] std::size_t columns() const override { return m_columns.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t column) const override { return m_columns[column]; }
  [[nodiscard]] bool is_null(std::size_t row, std::size_t column) const override;
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const override;

 private:
  void add_row(const PGresult* result, int row);
  char* allocate(std::size_t size);
  [[nodiscard]] std::uint32_t end_of(std::size_t row, std::size_t column) const;

  std::vector<std::string> m_columns;
  std::vector<const char*> m_rows;
  std::vector<std::unique_ptr<char[]>> m_blocks;
  std::size_t m_room = 0;  // left in the last block
  char* m_next = nullptr;
};

// The error of a failed result; connection_lost for FATAL and PANIC, and where the failure is libpq's own (no
// SQLSTATE).
[[nodiscard]] ServerError error_of(const PGresult* result);

// The size on the wire of the messages that a result came from.
[[nodiscard]] std::uint64_t wire_size(const PGresult* result);

}  // namespace plumb::pg
