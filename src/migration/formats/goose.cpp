// SPDX-License-Identifier: Apache-2.0
// `-- +goose Up`, statements, `-- +goose Down`, statements. A statement ends at a line that ends in ';', or, between
// StatementBegin and StatementEnd, where that says so.
//
// As Atlas, because the hashes of statements depend on it: lines before Up belong to the first statement, NO
// TRANSACTION means nothing, and a line with the word Down, StatementBegin or StatementEnd anywhere is left out. Atlas
// marks the ends by a line of its own in the text, which then shows up inside quotes that span lines; here the ends are
// offsets beside the text.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

#include "../format_rules.hpp"
#include "lines.hpp"

namespace plumb::migration {
namespace {

constexpr std::string_view k_pragma = "-- +goose";

// The lines to be run, and where in them a statement ends.
class UpPart {
 public:
  // False at the pragma Down, behind which nothing is read, and at an error.
  bool take(std::string_view line);

  [[nodiscard]] const std::string& unexpected() const { return m_unexpected; }
  [[nodiscard]] sql::ScanResult statements() const;
  [[nodiscard]] int lines_read() const { return m_lines_read; }

 private:
  enum class State { before_up, up, statement, after_statement };

  bool take_pragma(std::string_view word);
  void keep(std::string_view line);
  void end_statement() { m_cuts.push_back(m_text.size()); }

  State m_state = State::before_up;
  int m_lines_read = 0;
  std::string m_unexpected;  // the pragma that stands in a wrong place
  std::string m_text;
  std::vector<std::size_t> m_cuts;
  std::vector<int> m_line_numbers;  // of the file, for each line of m_text
};

bool UpPart::take(std::string_view line) {
  ++m_lines_read;
  if (line.starts_with(k_pragma) && !take_pragma(trim_go_space(line.substr(k_pragma.size())))) return false;
  if (m_state == State::after_statement) {
    end_statement();
    m_state = State::up;
  } else {
    keep(line);
  }
  return true;
}

bool UpPart::take_pragma(std::string_view word) {
  const auto step = [&](State from, State to) {
    if (m_state != from) m_unexpected = word;
    m_state = to;
    return m_unexpected.empty();
  };
  if (word == "Up") return step(State::before_up, State::up);
  if (word == "StatementBegin") return step(State::up, State::statement);
  if (word == "StatementEnd") return step(State::statement, State::after_statement);
  if (word != "Down") return true;
  (void)step(State::up, State::up);
  return false;
}

void UpPart::keep(std::string_view line) {
  for (const std::string_view word : {"-- +goose Up", "Down", "StatementBegin", "StatementEnd"}) {
    if (line.find(word) != std::string_view::npos) return;
  }
  while (!line.empty() && trim_go_space(line).end() != line.end()) line.remove_suffix(1);
  m_text.append(line).append("\n");
  m_line_numbers.push_back(m_lines_read);
  if (m_state == State::up && line.ends_with(';') && !line.starts_with("--")) end_statement();
}

sql::ScanResult UpPart::statements() const {
  sql::ScanResult result = sql::scan_at(m_text, m_cuts, {.begin_end_blocks = false, .escape_strings = true});
  for (sql::ScanError& error : result.errors) error.line = m_line_numbers[static_cast<std::size_t>(error.line) - 1];
  return result;
}

sql::ScanResult up_statements(std::string_view name, std::string_view content) {
  UpPart part;
  while (!content.empty() && part.take(take_line(content))) {
  }
  if (part.unexpected().empty()) return part.statements();
  sql::ScanResult result;
  result.errors.push_back({.line = 0,
                           .column = 0,
                           .message = fmt::format("sql/migrate: goose: {}:{} unexpected goosePragma '{}'", name,
                                                  part.lines_read(), part.unexpected())});
  return result;
}

}  // namespace

const FormatRules k_goose_rules = {
    .format = Format::goose,
    .name = "goose",
    .depth = Depth::direct,
    .lists = lists_sql,
    .order = order_by_name,
    .name_parts = name_parts,
    .statements = up_statements,
};

}  // namespace plumb::migration
