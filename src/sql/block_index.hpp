// SPDX-License-Identifier: Apache-2.0
// Where BEGIN … END blocks end.
//
// Atlas answers this by scanning on from each BEGIN, with a fresh scanner, until a statement END; turns up; if none
// does, the BEGIN was an ordinary word. BEGINs inside are tried in the same way, so a file with n such words in vain
// takes 2^n steps. We give the same answer in linear time:
//
// All those nested scans read the same text, and agree on where quotes and comments end. So the text is cut once, into
// parentheses, semicolons and BEGINs. What a scan finds from a token on depends only on that token and on whether it
// stands inside a parenthesis that the scan itself has opened, and it always follows from what is found further right.
// One pass over the tokens from right to left therefore answers it for all of them, without recursion.
//
// One difference, on purpose: a block does not reach over a DELIMITER command of the MySQL client. For Atlas the
// command acts inside the block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lexis.hpp"

namespace plumb::sql {

enum class Blocks { atomic_only, all };  // BEGIN ATOMIC … END, or BEGIN … END as well

class BlockIndex {
 public:
  // Covers the input from `from`, where a BEGIN that may open a block stands, up to the next DELIMITER command.
  BlockIndex(const Lexis& lexis, Blocks blocks, std::size_t from);

  // Whether a BEGIN at that offset is answered by this index.
  [[nodiscard]] bool covers(std::size_t at) const { return at >= m_from && at < m_to; }
  // The end of the block that the BEGIN at this offset opens, behind its last `;`; 0 if it opens none. REQUIRES:
  // covers(at).
  [[nodiscard]] std::size_t block_end(std::size_t at) const;

 private:
  enum class Kind : std::uint8_t {
    open,
    close,
    semicolon,
    begin,
    begin_atomic,
    end_of_input,
    unusable,  // an unclosed quote or a DELIMITER command: no scan gets over it
  };
  struct Token {
    Kind kind;
    bool only_at_start;  // a BEGIN without white space before it counts as the first word of a statement only
    std::size_t position;
    std::size_t statement;  // behind `;` and BEGIN: where the next statement starts, comments and white space skipped
  };
  using Index = std::int32_t;
  static constexpr Index k_none = -1;

  // What a scan finds that starts at a token inside one open parenthesis.
  struct InParenthesis {
    Index closed = k_none;  // the token `)` that closes it
    Index ended = k_none;   // or the token at which a block, and with it the whole statement, ended before that
  };

  void tokenize(const Lexis& lexis, Blocks blocks);
  void add(Kind kind, std::size_t position, bool only_at_start = false);
  void solve(const Lexis& lexis);
  [[nodiscard]] Index statement_end_after(Index boundary) const;
  [[nodiscard]] Index block_from(const Lexis& lexis, Index boundary, bool atomic) const;
  [[nodiscard]] bool is_terminator(const Lexis& lexis, std::size_t start, Index end, bool atomic) const;

  std::size_t m_from;
  std::size_t m_to;
  std::vector<Token> m_tokens;
  // By token, all of them filled from right to left; a value is a token, at which something ends, or k_none.
  std::vector<Index> m_block;      // the block that this BEGIN opens
  std::vector<Index> m_statement;  // the statement, for a scan that is in the middle of one, outside parentheses
  std::vector<InParenthesis> m_inside;
  std::vector<Index> m_plain_body;   // behind this boundary: the END; of a BEGIN
  std::vector<Index> m_atomic_body;  // behind this boundary: the END of a BEGIN ATOMIC
};

}  // namespace plumb::sql
