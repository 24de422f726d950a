// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/text_list.hpp>

#include <charconv>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::catalog {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view json) : m_json(json) {}

  std::vector<std::string> read() {
    std::vector<std::string> elements;
    expect('[');
    if (take(']')) return end(std::move(elements));
    do {
      elements.push_back(read_string());
    } while (take(','));
    expect(']');
    return end(std::move(elements));
  }

 private:
  [[noreturn]] void fail() const { throw Error(fmt::format("not a JSON array of strings: {}", m_json)); }

  bool take(char wanted) {
    if (m_at == m_json.size() || m_json[m_at] != wanted) return false;
    ++m_at;
    return true;
  }

  void expect(char wanted) {
    if (!take(wanted)) fail();
  }

  std::vector<std::string> end(std::vector<std::string> elements) {
    if (m_at != m_json.size()) fail();
    return elements;
  }

  std::string read_string() {
    std::string text;
    expect('"');
    while (!take('"')) {
      if (m_at == m_json.size()) fail();
      if (m_json[m_at] != '\\') {
        text += m_json[m_at++];
      } else {
        ++m_at;
        read_escape(text);
      }
    }
    return text;
  }

  void read_escape(std::string& text) {
    constexpr std::string_view k_escapes = "\"\\/bfnrt";
    constexpr std::string_view k_meanings = "\"\\/\b\f\n\r\t";
    if (m_at == m_json.size()) fail();
    const char escape = m_json[m_at++];
    if (escape == 'u') return read_code_point(text);
    const std::size_t found = k_escapes.find(escape);
    if (found == std::string_view::npos) fail();
    text += k_meanings[found];
  }

  // The server writes only control characters this way: no surrogate pairs.
  void read_code_point(std::string& text) {
    unsigned value = 0;
    const std::string_view digits = m_json.substr(m_at, 4);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc() || digits.size() != 4 || end != digits.data() + 4) fail();
    m_at += 4;
    append_rune(text, static_cast<char32_t>(value));
  }

  std::string_view m_json;
  std::size_t m_at = 0;
};

}  // namespace

std::vector<std::string> parse_text_list(std::string_view json) {
  return Reader(json).read();
}

}  // namespace plumb::catalog
