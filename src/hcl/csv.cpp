// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/csv.hpp>

#include <fmt/format.h>

namespace plumb::hcl {
namespace {

constexpr const char* k_bare_quote = "bare \" in non-quoted-field";
constexpr const char* k_stray_quote = "extraneous or missing \" in quoted-field";

bool ends_line(std::string_view text) {
  return text.empty() || text == "\n";
}

}  // namespace

std::string CsvError::text() const {
  if (record_line != line)
    return fmt::format("record on line {}; parse error on line {}, column {}: {}", record_line, line, column, message);
  return fmt::format("parse error on line {}, column {}: {}", line, column, message);
}

// A line that is being cut into fields; quoted fields go on to further lines.
struct CsvReader::Cursor {
  std::string line;
  std::size_t at = 0;
  int number = 1;
  int record_line = 1;

  [[nodiscard]] std::string_view rest() const { return std::string_view(line).substr(at); }
  [[nodiscard]] CsvError error(std::size_t column, const char* message) const {
    return {.record_line = record_line, .line = number, .column = static_cast<int>(column) + 1, .message = message};
  }
};

// With its line feed; a carriage return before it, or before the end of the text, is dropped. "" at the end.
std::string CsvReader::next_line() {
  if (m_rest.empty()) return {};
  ++m_line;
  const std::size_t feed = m_rest.find('\n');
  std::string line(m_rest.substr(0, feed == std::string_view::npos ? feed : feed + 1));
  m_rest.remove_prefix(line.size());
  if (line.ends_with("\r\n")) line.replace(line.size() - 2, 2, "\n");
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::variant<std::optional<CsvRecord>, CsvError> CsvReader::next(std::size_t fields) {
  Cursor cursor;
  do {
    if (m_rest.empty()) return std::nullopt;
    cursor.line = next_line();
  } while (ends_line(cursor.line));
  cursor.number = cursor.record_line = m_line;

  CsvRecord record;
  bool more = true;
  while (more) {
    std::string field;
    if (cursor.rest().starts_with('"')) {
      if (auto error = quoted_field(cursor, field, more)) return *error;
    } else {
      const std::size_t comma = cursor.rest().find(',');
      field = cursor.rest().substr(0, comma);
      more = comma != std::string_view::npos;
      if (!more && field.ends_with('\n')) field.pop_back();
      if (const std::size_t quote = field.find('"'); quote != std::string::npos)
        return cursor.error(cursor.at + quote, k_bare_quote);
      cursor.at += field.size() + 1;
    }
    record.push_back(std::move(field));
  }
  if (fields > 0 && record.size() != fields) {
    return CsvError{.record_line = cursor.record_line,
                    .line = cursor.record_line,
                    .column = 1,
                    .message = "wrong number of fields"};
  }
  return std::optional(std::move(record));
}

std::optional<CsvError> CsvReader::quoted_field(Cursor& cursor, std::string& field, bool& more) {
  ++cursor.at;
  for (;;) {
    const std::size_t quote = cursor.rest().find('"');
    if (quote != std::string_view::npos) {
      field += cursor.rest().substr(0, quote);
      cursor.at += quote + 1;
      const std::string_view rest = cursor.rest();
      if (rest.starts_with('"')) {
        field += '"';
        ++cursor.at;
      } else if (rest.starts_with(',')) {
        ++cursor.at;
        return std::nullopt;
      } else if (ends_line(rest)) {
        more = false;
        return std::nullopt;
      } else {
        return cursor.error(cursor.at - 1, k_stray_quote);
      }
    } else {
      field += cursor.rest();
      const std::size_t end = cursor.line.size();
      std::string line = next_line();
      if (line.empty()) return cursor.error(end, k_stray_quote);
      cursor.line = std::move(line);
      cursor.at = 0;
      ++cursor.number;
    }
  }
}

}  // namespace plumb::hcl
