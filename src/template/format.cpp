// SPDX-License-Identifier: Apache-2.0
#include "format.hpp"

#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

#include "format_value.hpp"

namespace plumb::tmpl {
namespace {

[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Go takes numbers beyond this for mistakes.
constexpr int k_largest = 1'000'000;

class Printf {
 public:
  Printf(std::string_view format, std::span<const Value> values) : m_rest(format), m_values(values) {}

  [[nodiscard]] std::string run() {
    while (!m_rest.empty()) {
      const std::size_t percent = std::min(m_rest.find('%'), m_rest.size());
      m_out += m_rest.substr(0, percent);
      m_rest.remove_prefix(percent);
      if (m_rest.empty()) break;
      m_rest.remove_prefix(1);
      one_verb();
    }
    extra_values();
    return std::move(m_out);
  }

 private:
  void one_verb() {
    Verb verb;
    m_index_is_good = true;
    flags(verb);
    m_after_index = false;
    explicit_index();
    width(verb);
    precision(verb);
    if (!m_after_index) explicit_index();
    if (m_rest.empty()) {
      m_out += "%!(NOVERB)";
      return;
    }
    const Rune rune = decode_rune(m_rest);
    m_rest.remove_prefix(static_cast<std::size_t>(rune.length));
    verb.letter = rune.value;
    if (rune.value == U'%') {
      m_out += '%';
    } else if (!m_index_is_good) {
      complain(rune.value, "BADINDEX");
    } else if (m_next >= m_values.size()) {
      complain(rune.value, "MISSING");
    } else {
      if (rune.value == U'v') {
        verb.go_syntax = std::exchange(verb.sharp, false);
        verb.field_names = std::exchange(verb.plus, false);
      }
      m_out += format_value(m_values[m_next++], verb);
    }
  }

  void complain(char32_t letter, std::string_view what) {
    m_out += "%!";
    append_rune(m_out, letter);
    m_out += fmt::format("({})", what);
  }

  void flags(Verb& verb) {
    for (; !m_rest.empty(); m_rest.remove_prefix(1)) {
      switch (m_rest[0]) {
        case '#':
          verb.sharp = true;
          break;
        case '0':
          verb.zero = true;
          break;
        case '+':
          verb.plus = true;
          break;
        case '-':
          verb.minus = true;
          break;
        case ' ':
          verb.space = true;
          break;
        default:
          return;
      }
    }
  }

  // "[3]": the next operand is the third.
  void explicit_index() {
    if (!m_rest.starts_with('[')) return;
    m_reordered = true;
    const std::size_t close = m_rest.find(']');
    if (close == std::string_view::npos) {
      m_index_is_good = false;
      m_rest.remove_prefix(1);
      return;
    }
    std::string_view inside = m_rest.substr(1, close - 1);
    const std::optional<int> index = take_number(inside);
    m_rest.remove_prefix(close + 1);
    if (!index || !inside.empty() || *index < 1 || static_cast<std::size_t>(*index) > m_values.size()) {
      m_index_is_good = false;
      return;
    }
    m_next = static_cast<std::size_t>(*index) - 1;
    m_after_index = true;
  }

  [[nodiscard]] static std::optional<int> take_number(std::string_view& text) {
    if (text.empty() || !is_digit(text[0])) return std::nullopt;
    int number = 0;
    for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
      if (number > k_largest) return std::nullopt;
      number = number * 10 + (text[0] - '0');
    }
    return number;
  }

  // The operand that a "*" stands for.
  [[nodiscard]] std::optional<int> star() {
    m_rest.remove_prefix(1);
    m_after_index = false;
    if (m_next >= m_values.size()) return std::nullopt;
    const std::int64_t* number = m_values[m_next++].as_int();
    if (number == nullptr || *number > k_largest || *number < -k_largest) return std::nullopt;
    return static_cast<int>(*number);
  }

  void width(Verb& verb) {
    if (!m_rest.starts_with('*')) {
      verb.width = take_number(m_rest);
      if (m_after_index && verb.width) m_index_is_good = false;
      return;
    }
    verb.width = star();
    if (!verb.width) m_out += "%!(BADWIDTH)";
    if (verb.width && *verb.width < 0) {
      verb.width = -*verb.width;
      verb.minus = true;
      verb.zero = false;
    }
  }

  void precision(Verb& verb) {
    if (m_rest.size() < 2 || m_rest[0] != '.') return;
    m_rest.remove_prefix(1);
    if (m_after_index) m_index_is_good = false;
    m_after_index = false;
    explicit_index();
    if (!m_rest.starts_with('*')) {
      verb.precision = take_number(m_rest).value_or(0);
      return;
    }
    verb.precision = star();
    if (verb.precision && *verb.precision < 0) verb.precision.reset();
    if (!verb.precision) m_out += "%!(BADPREC)";
  }

  void extra_values() {
    if (m_reordered || m_next >= m_values.size()) return;
    m_out += "%!(EXTRA ";
    bool first = true;
    for (const Value& value : m_values.subspan(m_next)) {
      if (!first) m_out += ", ";
      first = false;
      m_out += value.data().index() == 0 ? "<nil>" : value.type_name() + "=" + format_default(value);
    }
    m_out += ')';
  }

  std::string_view m_rest;
  std::span<const Value> m_values;
  std::size_t m_next = 0;  // operand
  bool m_reordered = false;
  bool m_after_index = false;
  bool m_index_is_good = true;
  std::string m_out;
};

[[nodiscard]] bool is_text(const Value& value) {
  return std::holds_alternative<std::string>(value.data()) && !value.is_bytes();
}

}  // namespace

std::string format_default(const Value& value) {
  return format_value(value, Verb{});
}

std::string sprint(std::span<const Value> values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0 && !is_text(values[i - 1]) && !is_text(values[i])) out += ' ';
    out += format_default(values[i]);
  }
  return out;
}

std::string sprintln(std::span<const Value> values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += ' ';
    out += format_default(values[i]);
  }
  return out + '\n';
}

std::string sprintf(std::string_view format, std::span<const Value> values) {
  return Printf(format, values).run();
}

}  // namespace plumb::tmpl
