// SPDX-License-Identifier: Apache-2.0
#include "result_table.hpp"

#include <cstdlib>
#include <cstring>

namespace plumb::pg {

namespace {

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

// libpq adds advice in further lines ("This probably means the server terminated abnormally …"); the first says what
// happened.
std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

ResultTable::ResultTable(Result result)
    : m_result(std::move(result)),
      m_rows(static_cast<std::size_t>(PQntuples(m_result.get()))),
      m_columns(static_cast<std::size_t>(PQnfields(m_result.get()))) {}

std::string_view ResultTable::column_name(std::size_t column) const {
  return PQfname(m_result.get(), static_cast<int>(column));
}

bool ResultTable::is_null(std::size_t row, std::size_t column) const {
  return PQgetisnull(m_result.get(), static_cast<int>(row), static_cast<int>(column)) != 0;
}

std::string_view ResultTable::cell(std::size_t row, std::size_t column) const {
  const int r = static_cast<int>(row);
  const int c = static_cast<int>(column);
  return {PQgetvalue(m_result.get(), r, c), static_cast<std::size_t>(PQgetlength(m_result.get(), r, c))};
}

ServerError error_of(const PGresult* result) {
  ServerError error;
  error.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  error.sqlstate = field(result, PG_DIAG_SQLSTATE);
  error.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  error.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  error.hint = field(result, PG_DIAG_MESSAGE_HINT);
  error.context = field(result, PG_DIAG_CONTEXT);
  if (const std::string position = field(result, PG_DIAG_STATEMENT_POSITION); !position.empty()) {
    error.position = std::atoi(position.c_str());
  }
  error.connection_lost = error.severity == "FATAL" || error.severity == "PANIC" || error.sqlstate.empty();
  if (error.sqlstate.empty()) error.message = first_line(PQresultErrorMessage(result));
  return error;
}

std::uint64_t wire_size(const PGresult* result) {
  constexpr std::uint64_t k_header = 5;  // type and length
  constexpr std::uint64_t k_row_header = k_header + 2;
  const int rows = PQntuples(result);
  const int columns = PQnfields(result);
  std::uint64_t size = k_header + std::strlen(PQcmdStatus(const_cast<PGresult*>(result))) + 1;
  if (columns > 0) size += k_row_header;
  for (int c = 0; c < columns; ++c) size += std::strlen(PQfname(result, c)) + 1 + 18;
  for (int r = 0; r < rows; ++r) {
    size += k_row_header + 4 * static_cast<std::uint64_t>(columns);
    for (int c = 0; c < columns; ++c) size += static_cast<std::uint64_t>(PQgetlength(result, r, c));
  }
  return size;
}

}  // namespace plumb::pg
