// SPDX-License-Identifier: Apache-2.0
#include "result_table.hpp"

#include <algorithm>
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

// The size of a row is limited by that of a message, 1 GiB: an end has a bit to spare.
constexpr std::uint32_t k_null = 0x8000'0000;
constexpr std::size_t k_block = 64 * 1024;

ResultTable::ResultTable(const PGresult* result) {
  for (int column = 0; column < PQnfields(result); ++column) m_columns.emplace_back(PQfname(result, column));
  const int rows = PQntuples(result);
  m_rows.reserve(static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) add_row(result, row);
}

void ResultTable::add_row(const PGresult* result, int row) {
  const std::size_t head = m_columns.size() * sizeof(std::uint32_t);
  const int columns = PQnfields(result);
  std::size_t size = head;
  for (int column = 0; column < columns; ++column) size += static_cast<std::size_t>(PQgetlength(result, row, column));
  char* const start = allocate(size);
  char* text = start + head;
  for (int column = 0; column < columns; ++column) {
    const auto length = static_cast<std::size_t>(PQgetlength(result, row, column));
    std::memcpy(text, PQgetvalue(result, row, column), length);
    text += length;
    auto end = static_cast<std::uint32_t>(text - start - static_cast<std::ptrdiff_t>(head));
    if (PQgetisnull(result, row, column) != 0) end |= k_null;
    std::memcpy(start + static_cast<std::size_t>(column) * sizeof end, &end, sizeof end);
  }
  m_rows.push_back(start);
}

char* ResultTable::allocate(std::size_t size) {
  if (size > m_room) {
    const std::size_t block = std::max(size, k_block);
    m_blocks.push_back(std::make_unique_for_overwrite<char[]>(block));
    m_next = m_blocks.back().get();
    m_room = block;
  }
  char* const start = m_next;
  m_next += size;
  m_room -= size;
  return start;
}

std::uint32_t ResultTable::end_of(std::size_t row, std::size_t column) const {
  std::uint32_t end = 0;
  std::memcpy(&end, m_rows[row] + column * sizeof end, sizeof end);
  return end;
}

bool ResultTable::is_null(std::size_t row, std::size_t column) const {
  return (end_of(row, column) & k_null) != 0;
}

std::string_view ResultTable::cell(std::size_t row, std::size_t column) const {
  const char* const text = m_rows[row] + m_columns.size() * sizeof(std::uint32_t);
  const std::uint32_t start = column == 0 ? 0 : end_of(row, column - 1) & ~k_null;
  return {text + start, (end_of(row, column) & ~k_null) - start};
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
