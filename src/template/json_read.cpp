// SPDX-License-Identifier: Apache-2.0
#include "json_read.hpp"

#include <fmt/format.h>

#include <charconv>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::tmpl {
namespace {

constexpr int k_max_depth = 1000;  // Go allows 10,000

[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : m_rest(text) {}

  [[nodiscard]] Value run() {
    Value value = read("looking for beginning of value");
    skip_blanks();
    if (!m_rest.empty()) unexpected("after top-level value");
    return value;
  }

 private:
  [[noreturn]] void unexpected(std::string_view context) const {
    if (m_rest.empty()) throw Error("unexpected end of JSON input");
    // Go takes the byte for a rune of that number.
    std::string character;
    append_rune(character, static_cast<unsigned char>(m_rest[0]));
    const std::string quoted = go_quote(character);
    const std::string shown = character == "'"    ? "'\\''"
                              : character == "\"" ? "'\"'"
                                                  : "'" + quoted.substr(1, quoted.size() - 2) + "'";
    throw Error(fmt::format("invalid character {} {}", shown, context));
  }

  void skip_blanks() {
    const std::size_t end = m_rest.find_first_not_of(" \t\r\n");
    m_rest.remove_prefix(std::min(end, m_rest.size()));
  }

  [[nodiscard]] bool take(char c) {
    skip_blanks();
    if (!m_rest.starts_with(c)) return false;
    m_rest.remove_prefix(1);
    return true;
  }

  [[nodiscard]] Value read(std::string_view context) {
    skip_blanks();
    if (m_rest.empty()) unexpected(context);
    const char c = m_rest[0];
    if (c == '{') return object();
    if (c == '[') return array();
    if (c == '"') return string();
    if (c == '-' || is_digit(c)) return number();
    if (c == 't') return literal("true", true);
    if (c == 'f') return literal("false", false);
    if (c == 'n') return literal("null", {});
    unexpected(context);
  }

  [[nodiscard]] Value literal(std::string_view word, const Value& value) {
    for (const char c : word) {
      if (!m_rest.starts_with(c)) {
        unexpected(fmt::format("in literal {} (expecting '{}')", word, c));
      }
      m_rest.remove_prefix(1);
    }
    return value;
  }

  void deeper() {
    if (++m_depth > k_max_depth) throw Error("exceeded max depth");
  }

  [[nodiscard]] Value object() {
    deeper();
    m_rest.remove_prefix(1);
    Value::Map map;
    if (!take('}')) {
      do {
        skip_blanks();
        if (!m_rest.starts_with('"')) {
          unexpected("looking for beginning of object key string");
        }
        std::string key = string();
        if (!take(':')) unexpected("after object key");
        map.insert_or_assign(std::move(key), read("looking for beginning of value"));
      } while (take(','));
      if (!take('}')) unexpected("after object key:value pair");
    }
    --m_depth;
    return map;
  }

  [[nodiscard]] Value array() {
    deeper();
    m_rest.remove_prefix(1);
    List list;
    if (!take(']')) {
      do {
        list.push_back(read("looking for beginning of value"));
      } while (take(','));
      if (!take(']')) unexpected("after array element");
    }
    --m_depth;
    return list;
  }

  [[nodiscard]] char32_t hex_digits() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = m_rest.empty() ? '\0' : m_rest[0];
      const int digit = is_digit(c) ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
      if (digit < 0) unexpected("in \\u hexadecimal character escape");
      value = value * 16 + static_cast<std::uint32_t>(digit);
      m_rest.remove_prefix(1);
    }
    return value;
  }

  // A \u escape, or the two of a surrogate pair; half a pair is U+FFFD.
  void unicode_escape(std::string& out) {
    char32_t rune = hex_digits();
    if (rune >= 0xD800 && rune < 0xDC00 && m_rest.starts_with("\\u")) {
      const std::string_view before = m_rest;
      m_rest.remove_prefix(2);
      const char32_t low = hex_digits();
      if (low >= 0xDC00 && low < 0xE000) {
        rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
      } else {
        m_rest = before;
      }
    }
    append_rune(out, rune);
  }

  void escape(std::string& out) {
    m_rest.remove_prefix(1);
    if (m_rest.empty()) unexpected("");
    const std::size_t known = std::string_view("\"\\/bfnrtu").find(m_rest[0]);
    if (known == std::string_view::npos) unexpected("in string escape code");
    m_rest.remove_prefix(1);
    if (known == 8) return unicode_escape(out);
    out += "\"\\/\b\f\n\r\t"[known];
  }

  [[nodiscard]] std::string string() {
    m_rest.remove_prefix(1);
    std::string out;
    for (;;) {
      if (m_rest.empty()) unexpected("");
      const char c = m_rest[0];
      if (c == '"') break;
      if (static_cast<unsigned char>(c) < 0x20) unexpected("in string literal");
      if (c == '\\') {
        escape(out);
        continue;
      }
      const Rune rune = decode_rune(m_rest);
      append_rune(out, rune.value);
      m_rest.remove_prefix(static_cast<std::size_t>(rune.length));
    }
    m_rest.remove_prefix(1);
    return out;
  }

  void digits(std::string_view context) {
    if (m_rest.empty() || !is_digit(m_rest[0])) unexpected(context);
    while (!m_rest.empty() && is_digit(m_rest[0])) m_rest.remove_prefix(1);
  }

  [[nodiscard]] Value number() {
    const std::string_view start = m_rest;
    if (m_rest[0] == '-') m_rest.remove_prefix(1);
    if (m_rest.starts_with('0')) {
      m_rest.remove_prefix(1);
    } else {
      digits("in numeric literal");
    }
    if (m_rest.starts_with('.')) {
      m_rest.remove_prefix(1);
      digits("after decimal point in numeric literal");
    }
    if (m_rest.starts_with('e') || m_rest.starts_with('E')) {
      m_rest.remove_prefix(1);
      if (m_rest.starts_with('+') || m_rest.starts_with('-')) m_rest.remove_prefix(1);
      digits("in exponent of numeric literal");
    }
    const std::string_view text = start.substr(0, start.size() - m_rest.size());
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) {
      throw Error(fmt::format("json: cannot unmarshal number {} into Go value of type float64", text));
    }
    return value;
  }

  std::string_view m_rest;
  int m_depth = 0;
};

}  // namespace

Value read_json(std::string_view text) {
  return Reader(text).run();
}

}  // namespace plumb::tmpl
