// SPDX-License-Identifier: Apache-2.0
// The lexical elements that a migration file may hide a ';' in, as Atlas sees them (atlas-migrate.md §2.2). Shared by
// the scanner and by the index of its blocks, because the two must never disagree on where a quote ends.
#pragma once

#include <cstddef>
#include <string_view>

namespace plumb::sql {

enum class EscapeStrings { plain, honoured };

class Lexis {
 public:
  static constexpr std::size_t npos = std::string_view::npos;

  Lexis(std::string_view input, EscapeStrings escapes);

  [[nodiscard]] std::string_view input() const { return m_input; }

  // The offset behind the quote that opens at `at`; npos if it is never closed. REQUIRES: a quote character at `at`.
  [[nodiscard]] std::size_t after_quote(std::size_t at) const;
  // The offset behind the dollar quote that opens at `at`: the end of the input if it is never closed, `at` itself if
  // there is no dollar tag. REQUIRES: '$' at `at`.
  [[nodiscard]] std::size_t after_dollar_quote(std::size_t at) const;
  // The offset behind the comment at `at`, its line feed included; `at` itself if there is none, or one without an end:
  // Atlas takes that for ordinary text. Constant time where there is none.
  [[nodiscard]] std::size_t after_comment(std::size_t at) const;

  // The length of `BEGIN` and the white space behind it, any case; 0 if it does not stand here.
  [[nodiscard]] std::size_t begin_words(std::size_t at) const;
  // The same for `BEGIN`, white space, `ATOMIC`, white space.
  [[nodiscard]] std::size_t begin_atomic_words(std::size_t at) const;
  // Whether a DELIMITER command of the MySQL client starts here: the word, and a blank behind it.
  [[nodiscard]] bool delimiter_command(std::size_t at) const;

 private:
  [[nodiscard]] bool is_escape_string(std::size_t quote) const;
  [[nodiscard]] std::size_t dollar_tag_length(std::size_t at) const;

  std::string_view m_input;
  EscapeStrings m_escapes;
  // The last possible ends of a comment: a `--` behind the last line feed has none, and is not searched for again and
  // again.
  std::size_t m_last_line_feed;
  std::size_t m_last_block_end;
};

// White space of Atlas's regular expressions: TAB LF FF CR and blank. (Trimming uses Go's wider notion, is_go_space.)
[[nodiscard]] constexpr bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
[[nodiscard]] bool starts_with_word(std::string_view text, std::string_view lower_case_word);  // ASCII, any case

}  // namespace plumb::sql
