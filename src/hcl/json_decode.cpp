// SPDX-License-Identifier: Apache-2.0
// Reading JSON, with the words of Go's token decoder when it goes wrong.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/json.hpp>

namespace plumb::hcl {
namespace {

constexpr int k_deepest = 500;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A byte in single quotes.
std::string quote_byte(char c) {
  if (c == '\'') return R"('\'')";
  if (c == '"') return "'\"'";
  std::string text;
  append_rune(text, static_cast<unsigned char>(c));
  const std::string quoted = go_quote(text);
  return "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

class Reader {
 public:
  explicit Reader(std::string_view text) : m_text(text) {}

  Outcome run() {
    Value value = read_value(" looking for beginning of value");
    if (!m_failure && !at_end()) fail("extraneous data after JSON object");
    if (m_failure) return *std::move(m_failure);
    return value;
  }

 private:
  void skip_space() {
    while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
  }
  bool at_end() {
    skip_space();
    return m_at == m_text.size();
  }
  // The next character that is no blank; the end of the text is a failure.
  char peek() {
    if (!at_end()) return m_text[m_at];
    fail("EOF");
    return '\0';
  }
  void fail(std::string message) {
    if (!m_failure) m_failure = Failure{std::move(message)};
  }
  void fail_at(char c, std::string_view context) {
    fail(fmt::format("invalid character {}{}", quote_byte(c), context));
  }
  // Inside a token.
  bool more() {
    if (m_at < m_text.size()) return true;
    fail("unexpected EOF");
    return false;
  }

  Value read_value(std::string_view context) {
    if (++m_depth > k_deepest) fail("exceeded max depth");
    const char c = peek();
    Value out;
    if (m_failure) return out;
    switch (c) {
      case '{':
        out = read_object();
        break;
      case '[':
        out = read_array();
        break;
      case '"':
        out = Value::string(read_string());
        break;
      case 't':
        literal("true");
        out = Value::boolean(true);
        break;
      case 'f':
        literal("false");
        out = Value::boolean(false);
        break;
      case 'n':
        literal("null");
        out = Value::null();
        break;
      default:
        if (c == '-' || is_digit(c)) {
          out = read_number();
        } else {
          fail_at(c, context);
        }
    }
    --m_depth;
    return out;
  }

  Value read_object() {
    Value::Map out;
    ++m_at;
    bool first = true;
    while (!m_failure) {
      char c = peek();
      if (m_failure) break;
      if (c == '}' && first) {
        ++m_at;
        return Value::object(std::move(out));
      }
      if (c != '"') {
        fail_at(c, first ? "" : " looking for beginning of object key string");
        break;
      }
      std::string key = read_string();
      if (m_failure || (c = peek(), m_failure)) break;
      if (c != ':') {
        fail_at(c, " after object key");
        break;
      }
      ++m_at;
      Value value = read_value(" looking for beginning of value");
      out.insert_or_assign(Value::string(key).as_string(), std::move(value));
      if (m_failure || (c = peek(), m_failure)) break;
      ++m_at;
      if (c == '}') return Value::object(std::move(out));
      if (c != ',') fail_at(c, " after object key:value pair");
      first = false;
    }
    return {};
  }

  Value read_array() {
    Value::List out;
    ++m_at;
    while (!m_failure) {
      char c = peek();
      if (m_failure) break;
      if (c == ']' && out.empty()) {
        ++m_at;
        return Value::tuple({});
      }
      out.push_back(read_value(" looking for beginning of value"));
      if (m_failure || (c = peek(), m_failure)) break;
      ++m_at;
      if (c == ']') return Value::tuple(std::move(out));
      if (c != ',') fail_at(c, " after array element");
    }
    return {};
  }

  void literal(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i, ++m_at) {
      if (!more()) return;
      if (m_text[m_at] != word[i]) {
        fail_at(m_text[m_at], fmt::format(" in literal {} (expecting '{}')", word, word[i]));
        return;
      }
    }
  }

  bool digits(std::string_view context) {
    if (!more()) return false;
    if (!is_digit(m_text[m_at])) {
      fail_at(m_text[m_at], context);
      return false;
    }
    while (m_at < m_text.size() && is_digit(m_text[m_at])) ++m_at;
    return true;
  }

  Value read_number() {
    const std::size_t start = m_at;
    if (m_text[m_at] == '-') ++m_at;
    if (m_at < m_text.size() && m_text[m_at] == '0') {
      ++m_at;
    } else if (!digits(" in numeric literal")) {
      return {};
    }
    if (m_at < m_text.size() && m_text[m_at] == '.') {
      ++m_at;
      if (!digits(" after decimal point in numeric literal")) return {};
    }
    if (m_at < m_text.size() && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
      ++m_at;
      if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-')) ++m_at;
      if (!digits(" in exponent of numeric literal")) return {};
    }
    if (auto number = Number::parse(m_text.substr(start, m_at - start))) return Value::number(*std::move(number));
    fail("a number is required");
    return {};
  }

  std::string read_string() {
    std::string out;
    ++m_at;
    while (more()) {
      const char c = m_text[m_at];
      if (c == '"') {
        ++m_at;
        return out;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        fail_at(c, " in string literal");
        return out;
      }
      if (c == '\\') {
        ++m_at;
        escape(out);
        if (m_failure) return out;
      } else {
        const Rune rune = decode_rune(m_text.substr(m_at));
        append_rune(out, rune.value);
        m_at += static_cast<std::size_t>(rune.length);
      }
    }
    return out;
  }

  void escape(std::string& out) {
    if (!more()) return;
    const char c = m_text[m_at++];
    constexpr std::string_view k_selectors = "\"\\/bfnrt";
    constexpr std::string_view k_characters = "\"\\/\b\f\n\r\t";
    if (const std::size_t at = k_selectors.find(c); at != std::string_view::npos) {
      out += k_characters[at];
      return;
    }
    if (c != 'u') return fail_at(c, " in string escape code");
    char32_t rune = hex4();
    if (m_failure) return;
    if (rune >= 0xD800 && rune < 0xE000) rune = low_surrogate(rune);
    append_rune(out, rune);
  }

  char32_t hex4() {
    char32_t value = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
      if (!more()) return 0;
      const char c = m_text[m_at];
      const int digit = is_digit(c)            ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) {
        fail_at(c, " in \\u hexadecimal character escape");
        return 0;
      }
      value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
  }

  // Half a pair alone is U+FFFD, and what follows it is read for itself.
  char32_t low_surrogate(char32_t high) {
    const std::size_t back = m_at;
    if (high < 0xDC00 && m_text.substr(m_at).starts_with("\\u")) {
      m_at += 2;
      const char32_t low = hex4();
      if (m_failure) return 0;
      if (low >= 0xDC00 && low < 0xE000) return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
      m_at = back;
    }
    return 0xFFFD;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  int m_depth = 0;
  std::optional<Failure> m_failure;
};

}  // namespace

Outcome from_json(std::string_view text) {
  return Reader(text).run();
}

}  // namespace plumb::hcl
