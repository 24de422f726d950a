// SPDX-License-Identifier: Apache-2.0
// The scanner: a file as tokens. Each mode takes the longest match at a place, as HCL's own scanner does, since the cut
// decides which error is reported where.
//
// Modes form a stack, because templates nest: quoted text holds ${ … }, which holds expressions, which hold quoted
// text. A closing brace ends an interpolation if it is on the brace level on which that began.
#include <algorithm>

#include <plumb/base/go_text.hpp>

#include "token.hpp"
#include "unicode.hpp"

namespace plumb::hcl {
namespace {

enum class Mode : unsigned char { expression, quoted, heredoc };

struct Heredoc {
  std::string_view marker;
  bool line_start = true;  // nothing but literal text so far on this line: it may be the end marker
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of the UTF-8 sequence at the start of a text, by its form alone; 0 if it has none.
std::size_t sequence_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC0 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF8 ? 4
                                                             : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
  }
  return length;
}

// The longest number at the start of a text: digits, points and exponents in any order, but a point is not its last.
std::size_t number_length(std::string_view text) {
  std::size_t at = 1;
  std::size_t end = 1;
  while (at < text.size()) {
    const char c = text[at];
    if (is_digit(c)) {
      end = ++at;
    } else if (c == '.') {
      ++at;
    } else if (c == 'e' || c == 'E') {
      std::size_t digit = at + 1;
      if (digit < text.size() && (text[digit] == '+' || text[digit] == '-')) ++digit;
      if (digit >= text.size() || !is_digit(text[digit])) break;
      end = at = digit + 1;
    } else {
      break;
    }
  }
  return end;
}

std::size_t identifier_length(std::string_view text) {
  std::size_t at = text[0] == '_' ? 1 : identifier_start(text);
  if (at == 0) return 0;
  while (at < text.size()) {
    const std::size_t more = text[at] == '-' ? 1 : identifier_continue(text.substr(at));
    if (more == 0) break;
    at += more;
  }
  return at;
}

// A comment with the line feed that ends it; 0 if there is none, or if it does not end.
std::size_t comment_length(std::string_view text) {
  if (text.starts_with('#') || text.starts_with("//")) {
    const std::size_t end = text.find('\n');
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  if (!text.starts_with("/*")) return 0;
  const std::size_t end = text.find("*/", 2);
  return end == std::string_view::npos ? 0 : end + 2;
}

// "<<NAME" or "<<-NAME" with its line feed; 0 if it is not the start of a heredoc.
std::size_t heredoc_length(std::string_view text) {
  if (!text.starts_with("<<")) return 0;
  std::size_t at = text.size() > 2 && text[2] == '-' ? 3 : 2;
  const std::size_t name = at < text.size() ? identifier_length(text.substr(at)) : 0;
  if (name == 0) return 0;
  at += name;
  if (at < text.size() && text[at] == '\r') ++at;
  return at < text.size() && text[at] == '\n' ? at + 1 : 0;
}

struct Symbol {
  std::string_view text;
  TokenKind kind;
};

// Longer ones first.
constexpr Symbol k_symbols[] = {
    {"...", TokenKind::ellipsis},    {"==", TokenKind::equal_op},
    {"!=", TokenKind::not_equal},    {">=", TokenKind::greater_than_eq},
    {"<=", TokenKind::less_than_eq}, {"&&", TokenKind::logical_and},
    {"||", TokenKind::logical_or},   {"=>", TokenKind::fat_arrow},
    {"[", TokenKind::o_brack},       {"]", TokenKind::c_brack},
    {"(", TokenKind::o_paren},       {")", TokenKind::c_paren},
    {".", TokenKind::dot},           {",", TokenKind::comma},
    {"*", TokenKind::star},          {"/", TokenKind::slash},
    {"%", TokenKind::percent},       {"+", TokenKind::plus},
    {"-", TokenKind::minus},         {"=", TokenKind::equal},
    {"<", TokenKind::less_than},     {">", TokenKind::greater_than},
    {"!", TokenKind::bang},          {"?", TokenKind::question},
    {":", TokenKind::colon},         {"&", TokenKind::bitwise_and},
    {"|", TokenKind::bitwise_or},    {"~", TokenKind::bitwise_not},
    {"^", TokenKind::bitwise_xor},   {";", TokenKind::semicolon},
    {"`", TokenKind::backtick},      {"'", TokenKind::apostrophe},
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_text(text) {
    if (m_text.starts_with("\xEF\xBB\xBF")) m_at = m_position.byte = 3;
  }

  std::vector<Token> run() {
    m_tokens.reserve(m_text.size() / 4 + 8);
    while (m_at < m_text.size() && step()) {
    }
    if (m_at < m_text.size()) emit(TokenKind::invalid, m_text.size() - m_at);
    emit(TokenKind::eof, 0);
    return std::move(m_tokens);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }

  // Takes one token. False: nothing matches here, and the rest of the file is lost.
  bool step() {
    switch (m_modes.back()) {
      case Mode::expression:
        expression();
        return true;
      case Mode::quoted:
        quoted();
        return true;
      case Mode::heredoc:
        return heredoc();
    }
    return false;
  }

  void emit(TokenKind kind, std::size_t length) {
    Position start = m_position;
    start.column += static_cast<int>(m_at - start.byte);  // only blanks are skipped
    start.byte = m_at;
    Position end = start;
    end.byte += length;
    const std::string_view text = m_text.substr(m_at, length);
    for (std::string_view left = text; !left.empty();) {
      const std::size_t cluster = cluster_length(left);
      if (left[cluster - 1] == '\n' && cluster <= 2) {
        ++end.line;
        end.column = 1;
      } else {
        ++end.column;
      }
      left.remove_prefix(cluster);
    }
    m_tokens.push_back({kind, text, {start, end}});
    m_position = end;
    m_at += length;
  }

  void expression() {
    const std::string_view text = rest();
    const char c = text[0];
    if (c == ' ' || c == '\t') {
      ++m_at;
    } else if (is_digit(c)) {
      emit(TokenKind::number_lit, number_length(text));
    } else if (const std::size_t length = identifier_length(text)) {
      emit(TokenKind::ident, length);
    } else if (const std::size_t comment = comment_length(text)) {
      emit(TokenKind::comment, comment);
    } else if (c == '\n' || text.starts_with("\r\n")) {
      emit(TokenKind::newline, c == '\n' ? 1 : 2);
    } else if (c == '{') {
      emit(TokenKind::o_brace, 1);
      ++m_braces;
    } else if (c == '}') {
      close_brace(1);
    } else if (text.starts_with("~}")) {
      close_brace(2);
    } else if (c == '"') {
      emit(TokenKind::o_quote, 1);
      m_modes.push_back(Mode::quoted);
    } else if (const std::size_t introducer = heredoc_length(text)) {
      open_heredoc(introducer);
    } else {
      symbol(text);
    }
  }

  void symbol(std::string_view text) {
    for (const Symbol& symbol : k_symbols) {
      if (text.starts_with(symbol.text)) {
        emit(symbol.kind, symbol.text.size());
        return;
      }
    }
    bad_character(text);
  }

  void bad_character(std::string_view text) {
    const std::size_t length = sequence_length(text);
    emit(length == 0 ? TokenKind::bad_utf8 : TokenKind::invalid, std::max<std::size_t>(length, 1));
  }

  void close_brace(std::size_t length) {
    const bool ends_sequence = !m_sequences.empty() && m_sequences.back() == m_braces;
    emit(ends_sequence || length == 2 ? TokenKind::template_end : TokenKind::c_brace, length);
    --m_braces;
    if (!ends_sequence) return;
    m_sequences.pop_back();
    m_modes.pop_back();
  }

  void open_heredoc(std::size_t length) {
    std::string_view marker = rest().substr(2, length - 3);
    if (marker.starts_with('-')) marker.remove_prefix(1);
    if (marker.ends_with('\r')) marker.remove_suffix(1);
    emit(TokenKind::o_heredoc, length);
    m_heredocs.push_back({marker});
    m_modes.push_back(Mode::heredoc);
  }

  // "${" and "%{", with "~" or without, in both kinds of text.
  bool sequence() {
    const std::string_view text = rest();
    if (!text.starts_with("${") && !text.starts_with("%{")) return false;
    emit(text[0] == '$' ? TokenKind::template_interp : TokenKind::template_control,
         text.size() > 2 && text[2] == '~' ? 3 : 2);
    m_sequences.push_back(++m_braces);
    if (!m_heredocs.empty()) m_heredocs.back().line_start = false;
    m_modes.push_back(Mode::expression);
    return true;
  }

  // A "$" or "%" that introduces nothing: "$${" as a whole, else the sign alone. 0 at the end of the file.
  static std::size_t lone_sign(std::string_view text) {
    if (text.size() < 2) return 0;
    if (text[1] == text[0] && text.size() > 2 && text[2] == '{') return text.size() > 3 && text[3] == '~' ? 4 : 3;
    return 1;
  }

  void quoted() {
    if (sequence()) return;
    const std::string_view text = rest();
    if (text[0] == '"') {
      emit(TokenKind::c_quote, 1);
      m_modes.pop_back();
    } else if (text[0] == '\n' || text[0] == '\r') {
      emit(TokenKind::quoted_newline, std::min(text.find_first_not_of("\r\n"), text.size()));
    } else if (text[0] == '$' || text[0] == '%') {
      const std::size_t length = lone_sign(text);
      emit(length == 0 ? TokenKind::invalid : TokenKind::quoted_lit, std::max<std::size_t>(length, 1));
    } else if (const std::size_t length = quoted_literal(text)) {
      emit(TokenKind::quoted_lit, length);
    } else {
      bad_character(text);
    }
  }

  static std::size_t quoted_literal(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const char c = text[at];
      if (c == '$' || c == '%' || c == '"' || c == '\n' || c == '\r') break;
      const std::size_t from = c == '\\' ? at + 1 : at;
      if (from >= text.size() || text[from] == '\n' || text[from] == '\r') break;
      const std::size_t length = sequence_length(text.substr(from));
      if (length == 0) break;
      at = from + length;
    }
    return at;
  }

  bool heredoc() {
    if (sequence()) return true;
    const std::string_view text = rest();
    if (text[0] == '$' || text[0] == '%') {
      const std::size_t length = lone_sign(text);
      if (length == 0) return false;
      // The doubled sign may end its line.
      const std::size_t feed = length > 1 ? line_end(text, length) : 0;
      m_heredocs.back().line_start = feed > 0;
      emit(TokenKind::string_lit, length + feed);
      return true;
    }
    std::size_t at = 0;
    constexpr std::string_view k_stops = "$%\r\n";
    while (at < text.size() && k_stops.find(text[at]) == std::string_view::npos) {
      const std::size_t length = sequence_length(text.substr(at));
      if (length == 0) break;
      at += length;
    }
    if (const std::size_t feed = line_end(text, at)) {
      heredoc_line(at, feed);
      return true;
    }
    if (at == 0) {
      if (text[0] == '\r') return false;
      emit(TokenKind::bad_utf8, 1);
      return true;
    }
    m_heredocs.back().line_start = false;
    emit(TokenKind::string_lit, at);
    return true;
  }

  static std::size_t line_end(std::string_view text, std::size_t at) {
    if (at < text.size() && text[at] == '\n') return 1;
    return text.substr(at).starts_with("\r\n") ? 2 : 0;
  }

  void heredoc_line(std::size_t length, std::size_t feed) {
    Heredoc& heredoc = m_heredocs.back();
    if (heredoc.line_start && trim_go_space(rest().substr(0, length)) == heredoc.marker) {
      emit(TokenKind::c_heredoc, length);
      emit(TokenKind::newline, feed);
      m_heredocs.pop_back();
      m_modes.pop_back();
      return;
    }
    heredoc.line_start = true;
    emit(TokenKind::string_lit, length + feed);
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  Position m_position;  // where the last token ended
  std::vector<Token> m_tokens;
  std::vector<Mode> m_modes{Mode::expression};
  int m_braces = 0;
  std::vector<int> m_sequences;  // brace levels on which interpolations began
  std::vector<Heredoc> m_heredocs;
};

}  // namespace

std::vector<Token> scan(std::string_view text) {
  return Scanner(text).run();
}

}  // namespace plumb::hcl
