// SPDX-License-Identifier: Apache-2.0
// format() and formatlist().
#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/go_text.hpp>

#include "format_verb.hpp"
#include "table.hpp"

namespace plumb::hcl {
namespace {

constexpr int k_widest = 1'000'000;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A rune in single quotes.
std::string quote_rune(std::string_view text) {
  if (text[0] == '\'') return R"('\'')";
  if (text[0] == '"') return "'\"'";
  const std::string quoted = go_quote(text.substr(0, static_cast<std::size_t>(decode_rune(text).length)));
  return "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

// Reads "%[flags][width][.precision][[argument]]letter".
class VerbReader {
 public:
  VerbReader(std::string_view format, std::size_t at, std::size_t argument) : m_format(format), m_at(at) {
    m_verb.offset = at;
    m_verb.argument = argument;
    ++m_at;
  }

  std::variant<FormatVerb, Failure> read() {
    flags();
    if (!at_end() && current() >= '1' && current() <= '9') m_verb.width = number();
    if (!at_end() && current() == '.') {
      ++m_at;
      m_verb.precision = number();
    }
    if (!at_end() && current() == '[') {
      ++m_at;
      if (at_end() || current() < '1' || current() > '9') return bad_character();
      m_verb.argument = static_cast<std::size_t>(number());
      if (at_end() || current() != ']') return bad_character();
      ++m_at;
    }
    if (at_end() || !is_letter(current())) return bad_character();
    m_verb.mode = current();
    m_verb.raw = m_format.substr(m_verb.offset, m_at + 1 - m_verb.offset);
    if (m_verb.width > k_widest || m_verb.precision > k_widest)
      return Failure{fmt::format("{} is too wide", go_quote(m_verb.raw))};
    return m_verb;
  }

 private:
  [[nodiscard]] bool at_end() const { return m_at == m_format.size(); }
  [[nodiscard]] char current() const { return m_format[m_at]; }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  void flags() {
    for (; !at_end(); ++m_at) {
      switch (current()) {
        case '0':
          m_verb.zero = true;
          break;
        case '#':
          m_verb.sharp = true;
          break;
        case '-':
          m_verb.minus = true;
          break;
        case '+':
          m_verb.plus = true;
          break;
        case ' ':
          m_verb.space = true;
          break;
        default:
          return;
      }
    }
  }

  int number() {
    int value = 0;
    for (; !at_end() && is_digit(current()); ++m_at) value = std::min(value * 10 + (current() - '0'), 2 * k_widest);
    return value;
  }

  [[nodiscard]] Failure bad_character() const {
    if (at_end()) return Failure{fmt::format("invalid format string starting at offset {}", m_at)};
    return Failure{
        fmt::format("unrecognized format character {} at offset {}", quote_rune(m_format.substr(m_at)), m_at)};
  }

  std::string_view m_format;
  std::size_t m_at;
  FormatVerb m_verb;
};

Outcome format(Arguments a) {
  auto text = format_text(a[0].as_string(), a.subspan(1));
  if (auto* problem = std::get_if<Failure>(&text)) return std::move(*problem);
  return Value::string(std::get<std::string>(text));
}

bool repeats(const Value& value) {
  return value.type().is_sequence() && value.has_content();
}

// format() for each element of the lists among the arguments; the others are the same each time.
Outcome formatlist(Arguments a) {
  std::optional<std::size_t> rows;
  std::size_t chooser = 0;
  for (std::size_t i = 1; i < a.size(); ++i) {
    if (!repeats(a[i])) continue;
    const std::size_t length = a[i].length();
    if (!rows) {
      rows = length;
      chooser = i;
    } else if (*rows != length) {
      return Failure{fmt::format("argument {} has length {}, which is inconsistent with argument {} of length {}", i,
                                 length, chooser, *rows),
                     static_cast<int>(i)};
    }
  }
  Value::List out;
  for (std::size_t row = 0; row < rows.value_or(1); ++row) {
    std::vector<Value> arguments;
    for (std::size_t i = 1; i < a.size(); ++i) arguments.push_back(repeats(a[i]) ? a[i].as_list()[row] : a[i]);
    auto text = format_text(a[0].as_string(), arguments);
    if (auto* problem = std::get_if<Failure>(&text)) {
      if (a.size() == 1) return std::move(*problem);
      return Failure{fmt::format("error on format iteration {}: {}", row, problem->message)};
    }
    out.push_back(Value::string(std::get<std::string>(text)));
  }
  return Value::list(Type::string(), std::move(out));
}

constexpr Parameter k_format[] = {text_parameter("format")};
constexpr Parameter k_args = nullable_parameter("args");

constexpr FunctionEntry k_functions[] = {
    {"format", k_format, &k_args, format},
    {"formatlist", k_format, &k_args, formatlist},
};

}  // namespace

Formatted format_text(std::string_view format, Arguments arguments) {
  std::string out;
  std::size_t next = 1;
  std::size_t highest = 0;
  for (std::size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      out += format[at++];
      continue;
    }
    if (format.substr(at).starts_with("%%")) {
      out += '%';
      at += 2;
      continue;
    }
    auto read = VerbReader(format, at, next).read();
    if (auto* problem = std::get_if<Failure>(&read)) return std::move(*problem);
    const auto& verb = std::get<FormatVerb>(read);
    auto text = format_argument(verb, arguments);
    if (std::holds_alternative<Failure>(text)) return text;
    out += std::get<std::string>(text);
    highest = std::max(highest, verb.argument);
    next = verb.argument + 1;
    at += verb.raw.size();
  }
  if (highest < arguments.size()) {
    return Failure{highest == 0 ? "too many arguments; no verbs in format string"
                                : fmt::format("too many arguments; only {} used by format string", highest),
                   static_cast<int>(highest) + 1};
  }
  return out;
}

FunctionGroup format_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
