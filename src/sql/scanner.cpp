// SPDX-License-Identifier: Apache-2.0
// The main loop of the scanner. At the start of a statement white space is skipped and comments are set aside; then the
// text is walked until the statement ends, jumping over whatever may hide a delimiter. The order in which the cases are
// tried is Atlas's and matters: the delimiter wins over dollar quotes and comments, but loses to quotes and
// parentheses.
//
// The loop looks at bytes. All that is special is ASCII, and a byte of a longer character is never taken for one; only
// white space between statements is decoded, because Go trims more than ASCII.
#include <plumb/sql/scanner.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

#include "block_index.hpp"
#include "delimiter.hpp"
#include "lexis.hpp"

namespace plumb::sql {
namespace {

class Scanner {
 public:
  Scanner(std::string_view input, const ScanOptions& options)
      : m_lexis(input, options.escape_strings ? EscapeStrings::honoured : EscapeStrings::plain),
        m_blocks(options.begin_end_blocks ? Blocks::all : Blocks::atomic_only),
        m_input(input) {
    set_delimiter(std::string(k_default_delimiter));
  }

  void set_delimiter(std::string delimiter);
  void cut_only_at(std::span<const std::size_t> cuts);
  // Errors behind a directive are told with their line of the whole file.
  void set_first_line(int line) { m_first_line = line; }
  ScanResult run();

 private:
  // Each step says where the scan goes on; nothing: at the end of the statement, or with an error.
  [[nodiscard]] std::optional<std::size_t> step(std::size_t at);
  [[nodiscard]] std::optional<std::size_t> step_parenthesis(std::size_t at);
  [[nodiscard]] std::optional<std::size_t> step_begin(std::size_t at);

  [[nodiscard]] bool start_statement();
  [[nodiscard]] bool take_comment();
  void take_delimiter_command();
  void scan_statement();
  [[nodiscard]] bool at_cut(std::size_t at);
  [[nodiscard]] std::size_t delimiter_at(std::size_t at) const;
  void end_statement(std::size_t end);
  void fail(std::size_t at, std::string message);

  Lexis m_lexis;
  Blocks m_blocks;
  std::string_view m_input;
  std::string m_delimiter;
  std::optional<std::span<const std::size_t>> m_cuts;  // in place of the delimiter
  std::array<bool, 256> m_special{};                   // bytes at which step() has something to do
  std::optional<BlockIndex> m_block_index;             // made when the first BEGIN is met

  std::size_t m_start = 0;  // of the statement
  std::size_t m_end = 0;    // of the last statement; where the next one is looked for
  int m_depth = 0;
  std::size_t m_outermost = 0;  // the parenthesis that took m_depth from 0 to 1
  std::vector<std::string> m_comments;
  int m_first_line = 1;
  ScanResult m_result;
};

void Scanner::set_delimiter(std::string delimiter) {
  m_delimiter = std::move(delimiter);
  m_special.fill(false);
  for (const char c : std::string_view("()'\"`$-/bB")) m_special[static_cast<unsigned char>(c)] = true;
  m_special[static_cast<unsigned char>(m_delimiter.front())] = true;
  m_block_index.reset();
}

void Scanner::cut_only_at(std::span<const std::size_t> cuts) {
  m_cuts = cuts;
  m_special.fill(true);
}

ScanResult Scanner::run() {
  while (m_result.ok() && start_statement()) {
    if (!m_cuts && m_lexis.delimiter_command(m_start)) {
      take_delimiter_command();
    } else {
      scan_statement();
    }
  }
  return std::move(m_result);
}

// Leaves m_start at the first byte of a statement. False at the end of the input.
bool Scanner::start_statement() {
  m_start = m_end;
  for (;;) {
    while (m_start < m_input.size()) {
      const Rune rune = decode_rune(m_input.substr(m_start));
      if (!is_go_space(rune.value)) break;
      m_start += static_cast<std::size_t>(rune.length);
    }
    if (m_start == m_input.size()) return false;
    if (!take_comment()) return true;
  }
}

// A comment before a statement is attached to it, unless an empty line follows: that parts all comments so far from it.
bool Scanner::take_comment() {
  if (delimiter_at(m_start) > 0) return false;  // a delimiter may look like a comment
  const std::size_t end = m_lexis.after_comment(m_start);
  if (end == m_start) return false;
  m_comments.emplace_back(m_input.substr(m_start, end - m_start));
  const bool line_comment = m_input[m_start] == '-';
  m_start = end;
  const std::string_view rest = m_input.substr(end);
  // An empty line that ends in CR LF is none to Atlas, so comments of a CR LF file always stay attached.
  if (rest.starts_with(line_comment ? "\n" : "\n\n")) m_comments.clear();
  return true;
}

void Scanner::take_delimiter_command() {
  const std::size_t argument = m_start + std::string_view("delimiter").size();
  const std::size_t line_feed = m_input.find('\n', argument);
  m_end = line_feed == std::string_view::npos ? m_input.size() : line_feed + 1;
  std::string delimiter = unescape_delimiter(delimiter_argument(m_input.substr(argument, m_end - argument)));
  m_comments.clear();
  if (delimiter.empty()) {
    m_result.errors.push_back({.line = 0, .column = 0, .message = "empty delimiter"});
  } else {
    set_delimiter(std::move(delimiter));
  }
}

void Scanner::scan_statement() {
  m_depth = 0;
  std::size_t at = m_start;
  while (at < m_input.size()) {
    if (!m_special[static_cast<unsigned char>(m_input[at])]) {
      ++at;
      continue;
    }
    const std::optional<std::size_t> next = step(at);
    if (!next) return;
    at = *next;
  }
  if (m_depth > 0) return fail(m_outermost, "unclosed '('");
  end_statement(m_input.size());
}

std::optional<std::size_t> Scanner::step(std::size_t at) {
  const char c = m_input[at];
  if (at_cut(at)) {
    end_statement(at);
    return std::nullopt;
  }
  if (c == '(' || c == ')') return step_parenthesis(at);
  if (c == '\'' || c == '"' || c == '`') {
    const std::size_t end = m_lexis.after_quote(at);
    if (end != Lexis::npos) return end;
    fail(at, fmt::format("unclosed quote '{}{}'", c == '\'' ? "\\" : "", c));
    return std::nullopt;
  }
  if (const std::size_t length = delimiter_at(at); length > 0) {
    end_statement(at + length);
    return std::nullopt;
  }
  if (c == '$') return std::max(m_lexis.after_dollar_quote(at), at + 1);
  if (c == '-' || c == '/') return std::max(m_lexis.after_comment(at), at + 1);
  if (c == 'b' || c == 'B') return step_begin(at);
  return at + 1;
}

std::optional<std::size_t> Scanner::step_parenthesis(std::size_t at) {
  if (m_input[at] == '(') {
    if (m_depth++ == 0) m_outermost = at;
    return at + 1;
  }
  if (m_depth == 0) {
    fail(at, "unexpected ')'");
    return std::nullopt;
  }
  --m_depth;
  return at + 1;
}

std::optional<std::size_t> Scanner::step_begin(std::size_t at) {
  if (m_cuts || m_delimiter != k_default_delimiter) return at + 1;
  std::size_t words = m_lexis.begin_atomic_words(at);
  if (words == 0 && m_blocks == Blocks::all && (at == m_start || is_ascii_space(m_input[at - 1]))) {
    words = m_lexis.begin_words(at);
  }
  if (words == 0) return at + 1;
  if (!m_block_index || !m_block_index->covers(at)) m_block_index.emplace(m_lexis, m_blocks, at);
  const std::size_t end = m_block_index->block_end(at);
  if (end == 0) return at + words;
  end_statement(end);
  return std::nullopt;
}

bool Scanner::at_cut(std::size_t at) {
  if (!m_cuts) return false;
  while (!m_cuts->empty() && m_cuts->front() < at) m_cuts = m_cuts->subspan(1);
  return m_depth == 0 && at > m_start && !m_cuts->empty() && m_cuts->front() == at;
}

// The length of the delimiter that stands here and counts; 0 if there is none.
std::size_t Scanner::delimiter_at(std::size_t at) const {
  if (m_cuts || m_depth > 0 || !m_input.substr(at).starts_with(m_delimiter)) return 0;
  return m_delimiter.size();
}

void Scanner::end_statement(std::size_t end) {
  m_end = end;
  m_depth = 0;
  std::string_view text = m_input.substr(m_start, end - m_start);
  if (!m_cuts && m_delimiter != k_default_delimiter && text.ends_with(m_delimiter))
    text.remove_suffix(m_delimiter.size());
  m_result.statements.push_back(
      {.text = std::string(trim_go_space(text)), .position = m_start, .comments = std::move(m_comments)});
  m_comments.clear();
}

void Scanner::fail(std::size_t at, std::string message) {
  const std::string_view before = m_input.substr(0, at);
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto lines = std::count(before.begin(), before.end(), '\n');
  m_result.errors.push_back({.line = m_first_line + static_cast<int>(lines),
                             .column = static_cast<int>(at - line_start) + 1,
                             .message = std::move(message)});
}

}  // namespace

std::string ScanError::text() const {
  return line == 0 ? message : fmt::format("{}:{}: {}", line, column, message);
}

ScanResult scan(std::string_view input, const ScanOptions& options) {
  const std::optional<std::string_view> directive = delimiter_directive(input);
  if (!directive) return Scanner(input, options).run();

  std::string delimiter = unescape_delimiter(*directive);
  if (delimiter.empty()) return {.statements = {}, .errors = {{.line = 0, .column = 0, .message = "empty delimiter"}}};
  const std::size_t line_feed = input.find('\n');
  if (line_feed == std::string_view::npos) {
    std::string message = fmt::format("no input found after delimiter {}", go_quote(*directive));
    return {.statements = {}, .errors = {{.line = 1, .column = 0, .message = std::move(message)}}};
  }
  Scanner scanner(input.substr(line_feed + 1), options);
  scanner.set_delimiter(std::move(delimiter));
  scanner.set_first_line(2);
  return scanner.run();
}

ScanResult scan_at(std::string_view input, std::span<const std::size_t> cuts, const ScanOptions& options) {
  Scanner scanner(input, options);
  scanner.cut_only_at(cuts);
  return scanner.run();
}

}  // namespace plumb::sql
