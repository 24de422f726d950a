// SPDX-License-Identifier: Apache-2.0
#include "reference_scanner.hpp"

#include <cctype>

namespace laws {
namespace {

constexpr std::string_view k_space = "\t\n\f\r ";

bool starts_with(std::string_view text, std::string_view lower_word) {
  if (text.size() < lower_word.size()) return false;
  for (std::size_t i = 0; i < lower_word.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(text[i])) != lower_word[i]) return false;
  }
  return true;
}

std::size_t spaces(std::string_view text) {
  const std::size_t end = text.find_first_not_of(k_space);
  return end == std::string_view::npos ? text.size() : end;
}

// ASCII only: the inputs of the law have no other white space.
std::string trim(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\n\v\f\r");
  if (start == std::string_view::npos) return "";
  return std::string(text.substr(start, text.find_last_not_of(" \t\n\v\f\r") + 1 - start));
}

class Reference {
 public:
  Reference(std::string_view input, bool blocks) : m_input(input), m_blocks(blocks) {}

  // The next statement; nothing at the end of the input or at an error.
  std::optional<std::string> next() {
    skip_to_statement();
    m_start = m_at;
    int depth = 0;
    while (m_at < m_input.size()) {
      const std::string_view rest = m_input.substr(m_at);
      if (rest[0] == '(') {
        ++depth;
        ++m_at;
      } else if (rest[0] == ')') {
        if (depth-- == 0) return fail();
        ++m_at;
      } else if (rest[0] == '\'' || rest[0] == '"' || rest[0] == '`') {
        const std::size_t close = rest.find(rest[0], 1);
        if (close == std::string_view::npos) return fail();
        m_at += close + 1;
      } else if (rest[0] == ';' && depth == 0) {
        ++m_at;
        return take();
      } else if (const std::size_t tag = dollar_tag(rest); tag > 0) {
        const std::size_t close = rest.find(rest.substr(0, tag), tag);
        m_at = close == std::string_view::npos ? m_input.size() : m_at + close + tag;
      } else if (const std::size_t comment = comment_length(rest); comment > 0) {
        m_at += comment;
      } else if (block()) {
        return take();
      }
    }
    if (depth > 0) return fail();
    return m_at > m_start ? std::optional(take()) : std::nullopt;
  }

  [[nodiscard]] bool failed() const { return m_failed; }
  [[nodiscard]] std::size_t at() const { return m_at; }

 private:
  void skip_to_statement() {
    for (;;) {
      while (m_at < m_input.size() && std::isspace(static_cast<unsigned char>(m_input[m_at])) != 0) ++m_at;
      if (m_input.substr(m_at).starts_with(';')) return;
      const std::size_t comment = comment_length(m_input.substr(m_at));
      if (comment == 0) return;
      m_at += comment;
    }
  }

  static std::size_t comment_length(std::string_view rest) {
    const bool line = rest.starts_with("--");
    if (!line && !rest.starts_with("/*")) return 0;
    const std::size_t end = line ? rest.find('\n') : rest.find("*/", 2);
    return end == std::string_view::npos ? 0 : end + (line ? 1 : 2);
  }

  static std::size_t dollar_tag(std::string_view rest) {
    if (!rest.starts_with('$')) return 0;
    std::size_t end = 1;
    while (end < rest.size() && (std::isalpha(static_cast<unsigned char>(rest[end])) != 0 || rest[end] == '_' ||
                                 (end > 1 && std::isdigit(static_cast<unsigned char>(rest[end])) != 0))) {
      ++end;
    }
    return end < rest.size() && rest[end] == '$' ? end + 1 : 0;
  }

  // Steps over one character, or over the words of a block that turns out to be none. True: a block, and m_at is behind
  // it.
  bool block() {
    const std::string_view rest = m_input.substr(m_at);
    std::size_t words = 0;
    bool atomic = false;
    if (starts_with(rest, "begin")) {
      const std::size_t gap = spaces(rest.substr(5));
      const std::string_view second = rest.substr(5 + gap);
      const std::size_t second_gap = starts_with(second, "atomic") ? spaces(second.substr(6)) : 0;
      const bool word_start = m_at == m_start || k_space.find(m_input[m_at - 1]) != std::string_view::npos;
      if (gap > 0 && second_gap > 0) {
        words = 5 + gap + 6 + second_gap;
        atomic = true;
      } else if (gap > 0 && m_blocks && word_start) {
        words = 5 + gap;
      }
    }
    if (words == 0) {
      ++m_at;
      return false;
    }
    m_at += words;
    Reference inner(m_input.substr(m_at), m_blocks);
    while (const std::optional<std::string> statement = inner.next()) {
      if (starts_with(*statement, "end") && (atomic || is_end(*statement))) {
        m_at += inner.at();
        return true;
      }
    }
    return false;
  }

  static bool is_end(std::string_view statement) {
    statement.remove_prefix(3);
    return statement.empty() || statement.substr(spaces(statement)) == ";";
  }

  std::string take() { return trim(m_input.substr(m_start, m_at - m_start)); }

  std::nullopt_t fail() {
    m_failed = true;
    return std::nullopt;
  }

  std::string_view m_input;
  bool m_blocks;
  std::size_t m_at = 0;
  std::size_t m_start = 0;
  bool m_failed = false;
};

}  // namespace

ReferenceScan reference_scan(std::string_view input, bool begin_end_blocks) {
  Reference reference(input, begin_end_blocks);
  ReferenceScan out;
  while (std::optional<std::string> statement = reference.next()) out.statements.push_back(std::move(*statement));
  out.failed = reference.failed();
  return out;
}

}  // namespace laws
