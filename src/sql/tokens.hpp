// SPDX-License-Identifier: Apache-2.0
// The words and symbols of one statement, as PostgreSQL's lexer cuts them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::sql {

struct Token {
  enum class Kind {
    word,    // folded to lower case: a keyword, or a name
    quoted,  // a name in double quotes, without them
    text,    // a literal, of any sort; its text is left out
    symbol,  // one byte
  };
  Kind kind = Kind::symbol;
  std::string text;
  std::size_t offset = 0;  // bytes

  [[nodiscard]] bool is_word(std::string_view lower_case) const { return kind == Kind::word && text == lower_case; }
  [[nodiscard]] bool is_symbol(char c) const { return kind == Kind::symbol && text[0] == c; }
  [[nodiscard]] bool is_name() const { return kind == Kind::word || kind == Kind::quoted; }
};

// Comments and white space left out. What is never closed reaches to the end.
[[nodiscard]] std::vector<Token> tokens(std::string_view statement);

}  // namespace plumb::sql
