// SPDX-License-Identifier: Apache-2.0
#include "lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include <plumb/base/go_text.hpp>

#include "letters.hpp"

namespace plumb::tmpl {
namespace {

using Kind = Token::Kind;

constexpr std::string_view k_left = "{{";
constexpr std::string_view k_right = "}}";
constexpr std::string_view k_blanks = " \t\r\n";
constexpr std::size_t k_marker = 2;  // "- " or " -": a trim marker with its blank
constexpr auto k_none = std::string_view::npos;

[[nodiscard]] bool is_blank(char c) {
  return k_blanks.find(c) != k_none;
}
[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Go's %#U: "U+201C '“'".
[[nodiscard]] std::string show_rune(std::string_view rest) {
  if (rest.empty()) return "U+FFFFFFFFFFFFFFFF";  // Go's end of file is the rune -1
  const Rune rune = decode_rune(rest);
  std::string text = fmt::format("U+{:04X}", static_cast<std::uint32_t>(rune.value));
  std::string utf8;
  append_rune(utf8, rune.value);
  const bool printable = rune.value == U'"' || rune.value == U'\\' || go_quote(utf8) == "\"" + utf8 + "\"";
  return printable ? text + " '" + utf8 + "'" : text;
}

class Lexer {
 public:
  explicit Lexer(std::string_view input) : m_input(input) {}

  [[nodiscard]] std::vector<Token> run() {
    while (!m_done) {
      if (m_inside) {
        action_token();
      } else {
        text();
      }
    }
    return std::move(m_tokens);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return m_input.substr(m_position); }
  [[nodiscard]] bool at_end() const { return m_position >= m_input.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : m_input[m_position]; }

  // Everything before `position` is done with: keeps count of the lines.
  void start_at(std::size_t position) {
    const auto passed = m_input.substr(m_start, position - m_start);
    m_line += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
    m_start = m_position = position;
  }

  void emit(Kind kind) {
    m_tokens.push_back({kind, m_start, m_input.substr(m_start, m_position - m_start), m_line, {}});
    start_at(m_position);
  }

  void fail(std::string message) {
    m_tokens.push_back({Kind::error, m_start, {}, m_line, std::move(message)});
    m_done = true;
  }

  // ---- outside of actions

  [[nodiscard]] static bool has_left_marker(std::string_view text) {
    return text.size() >= k_marker && text[0] == '-' && is_blank(text[1]);
  }
  [[nodiscard]] static bool has_right_marker(std::string_view text) {
    return text.size() >= k_marker && is_blank(text[0]) && text[1] == '-';
  }

  void text() {
    const std::size_t open = m_input.find(k_left, m_position);
    if (open == k_none) {
      m_position = m_input.size();
      if (m_position > m_start) emit(Kind::text);
      emit(Kind::end);
      m_done = true;
      return;
    }
    std::size_t end = open;
    if (has_left_marker(m_input.substr(open + k_left.size()))) {
      while (end > m_start && is_blank(m_input[end - 1])) --end;
    }
    m_position = end;
    if (end > m_start) emit(Kind::text);
    start_at(open);
    left_delimiter();
  }

  void left_delimiter() {
    m_position += k_left.size();
    const std::size_t marker = has_left_marker(rest()) ? k_marker : 0;
    if (rest().substr(marker).starts_with("/*")) {
      start_at(m_position + marker);
      comment();
      return;
    }
    emit(Kind::left);
    start_at(m_position + marker);
    m_inside = true;
    m_depth = 0;
  }

  void comment() {
    const std::size_t close = m_input.find("*/", m_position + 2);
    if (close == k_none) return fail("unclosed comment");
    m_position = close + 2;
    if (!at_right_delimiter()) return fail("comment ends before closing delimiter");
    skip_right_delimiter();
  }

  // ---- inside of actions

  [[nodiscard]] bool at_right_delimiter() const {
    if (rest().starts_with(k_right)) return true;
    return has_right_marker(rest()) && rest().substr(k_marker).starts_with(k_right);
  }

  // Past "}}" or " -}}", and past the blanks that the marker trims.
  void skip_right_delimiter() {
    const bool trims = has_right_marker(rest());
    std::size_t next = m_position + (trims ? k_marker : 0) + k_right.size();
    while (trims && next < m_input.size() && is_blank(m_input[next])) ++next;
    start_at(next);
  }

  void right_delimiter() {
    const std::size_t marker = has_right_marker(rest()) ? k_marker : 0;
    m_tokens.push_back(
        {Kind::right, m_position + marker, m_input.substr(m_position + marker, k_right.size()), m_line, {}});
    skip_right_delimiter();
    m_inside = false;
  }

  void action_token() {
    if (at_right_delimiter()) {
      if (m_depth != 0) return fail("unclosed left paren");
      return right_delimiter();
    }
    if (at_end()) return fail("unclosed action");
    const char c = peek();
    if (is_blank(c)) return space();
    if (c == '"' || c == '\'') return quoted(c);
    if (c == '`') return raw_string();
    if (c == '$') return field_or_variable(Kind::variable);
    if (c == '.' && m_position + 1 < m_input.size() && !is_digit(m_input[m_position + 1])) {
      return field_or_variable(Kind::field);
    }
    if (c == '.' || c == '+' || c == '-' || is_digit(c)) return number();
    if (is_word_rune(decode_rune(rest()).value)) return word();
    symbol(c);
  }

  void symbol(char c) {
    if (c == ':') {
      if (!rest().starts_with(":=")) {
        ++m_position;
        return fail("expected :=");
      }
      m_position += 2;
      return emit(Kind::declare);
    }
    if (static_cast<unsigned char>(c) >= 0x7F || c < ' ') {
      return fail("unrecognized character in action: " + show_rune(rest()));
    }
    ++m_position;
    if (c == '(') ++m_depth;
    if (c == ')' && --m_depth < 0) return fail("unexpected right paren");
    emit(c == '='   ? Kind::assign
         : c == '|' ? Kind::pipe
         : c == '(' ? Kind::open
         : c == ')' ? Kind::close
                    : Kind::punctuation);
  }

  void space() {
    while (!at_end() && is_blank(peek())) {
      // The last blank may belong to " -}}".
      if (at_right_delimiter()) break;
      ++m_position;
    }
    emit(Kind::space);
  }

  void quoted(char quote) {
    const bool character = quote == '\'';
    for (++m_position; !at_end() && peek() != '\n'; ++m_position) {
      if (peek() == quote) {
        ++m_position;
        return emit(character ? Kind::character : Kind::string);
      }
      if (peek() == '\\') ++m_position;
      if (peek() == '\n') break;
    }
    fail(character ? "unterminated character constant" : "unterminated quoted string");
  }

  void raw_string() {
    const std::size_t close = m_input.find('`', m_position + 1);
    if (close == k_none) return fail("unterminated raw quoted string");
    m_position = close + 1;
    emit(Kind::raw_string);
  }

  void take_word() {
    while (!at_end()) {
      const Rune rune = decode_rune(rest());
      if (!is_word_rune(rune.value)) break;
      m_position += static_cast<std::size_t>(rune.length);
    }
  }

  // Whether a word may end here: `{{.x"a"}}` is refused, rather than read as two words.
  [[nodiscard]] bool at_terminator() const {
    return at_end() || is_blank(peek()) || std::string_view(".,|:)(").find(peek()) != k_none ||
           rest().starts_with(k_right);
  }

  void word() {
    take_word();
    if (!at_terminator()) return fail("bad character " + show_rune(rest()));
    static constexpr std::array<std::string_view, 10> k_keywords = {"block", "break", "continue", "define",   "else",
                                                                    "end",   "if",    "range",    "template", "with"};
    const std::string_view name = m_input.substr(m_start, m_position - m_start);
    if (name == "nil") return emit(Kind::nil);
    if (name == "true" || name == "false") return emit(Kind::boolean);
    emit(std::find(k_keywords.begin(), k_keywords.end(), name) != k_keywords.end() ? Kind::keyword : Kind::word);
  }

  void field_or_variable(Kind kind) {
    ++m_position;
    if (at_terminator()) return emit(kind == Kind::variable ? kind : Kind::dot);
    take_word();
    if (!at_terminator()) return fail("bad character " + show_rune(rest()));
    emit(kind);
  }

  bool accept(std::string_view characters) {
    if (at_end() || characters.find(peek()) == k_none) return false;
    ++m_position;
    return true;
  }

  // Returns whether the number ends where a number may end; else the offending rune has been taken as well.
  bool scan_number() {
    accept("+-");
    std::string_view digits = "0123456789_";
    std::string_view exponent = "eE";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
        exponent = "pP";
      } else if (accept("oO")) {
        digits = "01234567_";
        exponent = "";
      } else if (accept("bB")) {
        digits = "01_";
        exponent = "";
      }
    }
    while (accept(digits)) continue;
    if (accept(".")) {
      while (accept(digits)) continue;
    }
    if (accept(exponent)) {
      accept("+-");
      while (accept("0123456789_")) continue;
    }
    accept("i");
    if (at_end()) return true;
    const Rune next = decode_rune(rest());
    if (!is_word_rune(next.value)) return true;
    m_position += static_cast<std::size_t>(next.length);
    return false;
  }

  void number() {
    bool right = scan_number();
    // Go reads "1+2i" as one complex number. Nothing here is complex: we refuse it like any bad number.
    if (right && (peek() == '+' || peek() == '-')) {
      scan_number();
      right = false;
    }
    if (!right) return fail("bad number syntax: " + go_quote(m_input.substr(m_start, m_position - m_start)));
    emit(Kind::number);
  }

  std::string_view m_input;
  std::vector<Token> m_tokens;
  std::size_t m_start = 0;     // of the current token
  std::size_t m_position = 0;  // next byte to look at
  int m_line = 1;              // of m_start
  int m_depth = 0;             // of parentheses
  bool m_inside = false;       // of an action
  bool m_done = false;
};

}  // namespace

std::vector<Token> tokenize(std::string_view input) {
  return Lexer(input).run();
}

std::string describe(const Token& token) {
  static constexpr std::size_t k_shown = 10;
  switch (token.kind) {
    case Kind::error:
      return token.message;
    case Kind::end:
      return "EOF";
    case Kind::keyword:
    case Kind::nil:
    case Kind::dot:
      return fmt::format("<{}>", token.text);
    default:
      break;
  }
  if (token.text.size() <= k_shown) return go_quote(token.text);
  std::size_t end = 0;
  for (std::size_t runes = 0; runes < k_shown && end < token.text.size(); ++runes) {
    end += static_cast<std::size_t>(decode_rune(token.text.substr(end)).length);
  }
  return go_quote(token.text.substr(0, end)) + "...";
}

}  // namespace plumb::tmpl
