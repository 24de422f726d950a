// SPDX-License-Identifier: Apache-2.0
// Comma-separated values as Go's encoding/csv reads them: csvdecode() and the --var flag.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plumb::hcl {

using CsvRecord = std::vector<std::string>;

struct CsvError {
  int record_line = 1;  // where the record began
  int line = 1;
  int column = 1;  // in bytes, from 1
  std::string message;

  // "parse error on line 1, column 4: bare " in non-quoted-field".
  [[nodiscard]] std::string text() const;
};

// Reads records one by one. The text must outlive it.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : m_rest(text) {}

  // The next record; empty lines are skipped. Nothing at the end of the text.
  // `fields`: how many there must be, 0 for any number.
  [[nodiscard]] std::variant<std::optional<CsvRecord>, CsvError> next(std::size_t fields = 0);

 private:
  struct Cursor;
  std::string next_line();
  std::optional<CsvError> quoted_field(Cursor& cursor, std::string& field, bool& more);

  std::string_view m_rest;
  int m_line = 0;  // of the line read last
};

}  // namespace plumb::hcl
