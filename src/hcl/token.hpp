// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <plumb/hcl/source.hpp>

namespace plumb::hcl {

enum class TokenKind : unsigned char {
  o_brace,
  c_brace,
  o_brack,
  c_brack,
  o_paren,
  c_paren,
  o_quote,
  c_quote,
  o_heredoc,
  c_heredoc,
  template_interp,
  template_control,
  template_end,  // ${  %{  }
  star,
  slash,
  plus,
  minus,
  percent,
  equal,
  equal_op,
  not_equal,
  less_than,
  less_than_eq,
  greater_than,
  greater_than_eq,
  logical_and,
  logical_or,
  bang,
  dot,
  comma,
  ellipsis,
  fat_arrow,
  question,
  colon,
  quoted_lit,
  string_lit,
  number_lit,
  ident,
  comment,
  newline,
  eof,
  // never valid
  bitwise_and,
  bitwise_or,
  bitwise_not,
  bitwise_xor,
  backtick,
  apostrophe,
  semicolon,
  quoted_newline,
  bad_utf8,
  invalid,
  none,
};

struct Token {
  TokenKind kind = TokenKind::none;
  std::string_view text;  // into the source
  Range range;
};

// The tokens of a file, comments included, with an eof token at the end. `text` must outlive them.
[[nodiscard]] std::vector<Token> scan(std::string_view text);

// What is said of tokens that no file may contain: once for each kind of mistake.
[[nodiscard]] Diagnostics check_tokens(const std::vector<Token>& tokens);

}  // namespace plumb::hcl
