// SPDX-License-Identifier: Apache-2.0
// Cuts the text of a template into tokens. Trim markers are obeyed and comments dropped here; the parser sees neither.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::tmpl {

struct Token {
  enum class Kind {
    error,  // text is the message; nothing follows
    end,
    text,     // outside of actions
    left,     // {{
    right,    // }}
    space,    // matters only between the words of a command
    word,     // a function's name
    keyword,  // block break continue define else end if range template with
    nil,
    boolean,
    character,  // 'x'
    number,
    string,      // "x"
    raw_string,  // `x`
    dot,
    field,     // .x
    variable,  // $x
    assign,    // =
    declare,   // :=
    pipe,
    open,         // (
    close,        // )
    punctuation,  // any other character of ASCII
  };
  Kind kind = Kind::end;
  std::size_t position = 0;  // byte offset
  std::string_view text;     // of the source, but for errors: see message
  int line = 1;
  std::string message;  // of an error
};

// The last token is `error` or `end`. The tokens point into `input`, which must outlive them.
[[nodiscard]] std::vector<Token> tokenize(std::string_view input);

// How the parser names a token in an error: "<end>", "\"x\"", "EOF".
[[nodiscard]] std::string describe(const Token& token);

}  // namespace plumb::tmpl
