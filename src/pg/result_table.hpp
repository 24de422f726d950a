// SPDX-License-Identifier: Apache-2.0
// What libpq received, seen as plumb's own types.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <string>

#include <plumb/base/text_table.hpp>
#include <plumb/pg/server_error.hpp>

namespace plumb::pg {

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

// The rows of a result, in the buffers that libpq received them in.
class ResultTable final : public TextTable {
 public:
  explicit ResultTable(Result result);

  [[nodiscard]] std::size_t rows() const override { return m_rows; }
  [[nodiscard]] std::size_t columns() const override { return m_columns; }
  [[nodiscard]] std::string_view column_name(std::size_t column) const override;
  [[nodiscard]] bool is_null(std::size_t row, std::size_t column) const override;
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const override;

 private:
  Result m_result;
  std::size_t m_rows;
  std::size_t m_columns;
};

// The error of a failed result; connection_lost for FATAL and PANIC, and where the failure is libpq's own (no
// SQLSTATE).
[[nodiscard]] ServerError error_of(const PGresult* result);

// The size on the wire of the messages that a result came from.
[[nodiscard]] std::uint64_t wire_size(const PGresult* result);

}  // namespace plumb::pg
