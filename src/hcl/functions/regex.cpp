// SPDX-License-Identifier: Apache-2.0
// Regular expressions. RE2 is the engine whose syntax Go's regexp package has; errors are worded as Go words them.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include <plumb/base/go_text.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

std::string_view go_error(RE2::ErrorCode code) {
  switch (code) {
    case RE2::ErrorBadEscape:
      return "invalid escape sequence";
    case RE2::ErrorBadCharClass:
      return "invalid character class";
    case RE2::ErrorBadCharRange:
      return "invalid character class range";
    case RE2::ErrorMissingBracket:
      return "missing closing ]";
    case RE2::ErrorMissingParen:
      return "missing closing )";
    case RE2::ErrorUnexpectedParen:
      return "unexpected )";
    case RE2::ErrorTrailingBackslash:
      return "trailing backslash at end of expression";
    case RE2::ErrorRepeatArgument:
      return "missing argument to repetition operator";
    case RE2::ErrorRepeatSize:
      return "invalid repeat count";
    case RE2::ErrorRepeatOp:
      return "invalid nested repetition operator";
    case RE2::ErrorBadPerlOp:
      return "invalid or unsupported Perl syntax";
    case RE2::ErrorBadUTF8:
      return "invalid UTF-8";
    case RE2::ErrorBadNamedCapture:
      return "invalid named capture";
    case RE2::ErrorPatternTooLarge:
      return "expression too large";
    default:
      return "internal error";
  }
}

class Pattern {
 public:
  explicit Pattern(const std::string& text) : m_regex(text, RE2::Quiet) {
    if (!ok()) return;
    m_names.resize(static_cast<std::size_t>(m_regex.NumberOfCapturingGroups()));
    for (const auto& [number, name] : m_regex.CapturingGroupNames())
      m_names[static_cast<std::size_t>(number - 1)] = name;
  }

  [[nodiscard]] bool ok() const { return m_regex.ok(); }
  [[nodiscard]] std::string_view error() const { return go_error(m_regex.error_code()); }
  [[nodiscard]] const std::string& error_part() const { return m_regex.error_arg(); }
  [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

  // The groups of the first match from a place on, the whole match first; empty: none.
  [[nodiscard]] std::vector<re2::StringPiece> match(const std::string& text, std::size_t from) const {
    std::vector<re2::StringPiece> groups(m_names.size() + 1);
    if (!m_regex.Match(text, from, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size())))
      groups.clear();
    return groups;
  }

 private:
  RE2 m_regex;
  std::vector<std::string> m_names;  // of the groups, in order; "" for those without
};

std::optional<Failure> problem(const Pattern& pattern) {
  if (!pattern.ok())
    return Failure{fmt::format("invalid regexp pattern: {} in {}", pattern.error(), pattern.error_part()), 0};
  const auto unnamed = std::count(pattern.names().begin(), pattern.names().end(), "");
  if (unnamed > 0 && unnamed != static_cast<std::ptrdiff_t>(pattern.names().size())) {
    return Failure{"invalid regexp pattern: cannot mix both named and unnamed capture groups", 0};
  }
  return std::nullopt;
}

Value group_value(const re2::StringPiece& group) {
  if (group.data() == nullptr) return Value::null(Type::string());
  return Value::string(std::string_view(group.data(), group.size()));
}

// A text, a tuple or an object, as the pattern has no groups, groups, or named groups.
Value match_value(const Pattern& pattern, const std::vector<re2::StringPiece>& groups) {
  if (pattern.names().empty()) return group_value(groups[0]);
  if (!pattern.names().front().empty()) {
    Value::Map named;
    for (std::size_t i = 1; i < groups.size(); ++i)
      named.insert_or_assign(pattern.names()[i - 1], group_value(groups[i]));
    return Value::object(std::move(named));
  }
  Value::List values;
  for (std::size_t i = 1; i < groups.size(); ++i) values.push_back(group_value(groups[i]));
  return Value::tuple(std::move(values));
}

Type match_type(const Pattern& pattern) {
  if (pattern.names().empty()) return Type::string();
  if (pattern.names().front().empty()) return Type::tuple(std::vector<Type>(pattern.names().size(), Type::string()));
  std::vector<Type::Attribute> attributes;
  for (const std::string& name : pattern.names()) attributes.push_back({name, Type::string()});
  return Type::object(std::move(attributes));
}

// Every match from left to right; an empty one right after another match does not count.
template <class Visit>
void for_each_match(const Pattern& pattern, const std::string& text, Visit visit) {
  std::size_t last_end = std::string::npos;
  for (std::size_t from = 0; from <= text.size();) {
    const auto groups = pattern.match(text, from);
    if (groups.empty()) return;
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    const bool is_empty = begin == end;
    if (!is_empty || begin != last_end) visit(groups, begin, end);
    last_end = end;
    from = end;
    if (is_empty)
      from += end < text.size() ? static_cast<std::size_t>(decode_rune(std::string_view(text).substr(end)).length) : 1;
  }
}

Outcome regex(Arguments a) {
  const Pattern pattern(a[0].as_string());
  if (auto wrong = problem(pattern)) return *std::move(wrong);
  const auto groups = pattern.match(a[1].as_string(), 0);
  if (groups.empty()) return Failure{"pattern did not match any part of the given string"};
  return match_value(pattern, groups);
}

Outcome regexall(Arguments a) {
  const Pattern pattern(a[0].as_string());
  if (auto wrong = problem(pattern)) return *std::move(wrong);
  Value::List out;
  for_each_match(pattern, a[1].as_string(),
                 [&](const auto& groups, std::size_t, std::size_t) { out.push_back(match_value(pattern, groups)); });
  return Value::list(match_type(pattern), std::move(out));
}

bool is_name_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// The group that a name or number stands for; a name that is none stands for nothing.
std::string_view named_group(const Pattern& pattern, const std::vector<re2::StringPiece>& groups,
                             std::string_view name) {
  std::size_t number = groups.size();
  if (std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    if (name.size() < 9) number = static_cast<std::size_t>(std::stoul(std::string(name)));
  } else {
    for (std::size_t i = 0; i < pattern.names().size(); ++i) {
      if (pattern.names()[i] == name && groups[i + 1].data() != nullptr) number = i + 1;
    }
  }
  if (number >= groups.size() || groups[number].data() == nullptr) return {};
  return {groups[number].data(), groups[number].size()};
}

// Go's Regexp.Expand: $1, $name (as long as it goes), ${name}, $$.
std::string expanded(std::string_view replacement, const Pattern& pattern,
                     const std::vector<re2::StringPiece>& groups) {
  std::string out;
  while (!replacement.empty()) {
    const std::size_t sign = replacement.find('$');
    out += replacement.substr(0, sign);
    if (sign == std::string_view::npos) break;
    replacement.remove_prefix(sign + 1);
    if (replacement.starts_with('$')) {
      out += '$';
      replacement.remove_prefix(1);
      continue;
    }
    const bool braced = replacement.starts_with('{');
    std::string_view rest = replacement.substr(braced ? 1 : 0);
    std::size_t length = 0;
    while (length < rest.size() && is_name_character(rest[length])) ++length;
    const bool closed = !braced || (length < rest.size() && rest[length] == '}');
    if (length == 0 || !closed) {
      out += '$';
      continue;
    }
    out += named_group(pattern, groups, rest.substr(0, length));
    replacement.remove_prefix(length + (braced ? 2 : 0));
  }
  return out;
}

Outcome regexreplace(Arguments a) {
  const std::string& text = a[0].as_string();
  const Pattern pattern(a[1].as_string());
  if (!pattern.ok())
    return Failure{fmt::format("error parsing regexp: {}: `{}`", pattern.error(), pattern.error_part())};
  std::string out;
  std::size_t copied = 0;
  for_each_match(pattern, text, [&](const auto& groups, std::size_t begin, std::size_t end) {
    out.append(text, copied, begin - copied).append(expanded(a[2].as_string(), pattern, groups));
    copied = end;
  });
  return Value::string(out.append(text, copied, std::string::npos));
}

Outcome regexpescape(Arguments a) {
  std::string out;
  for (const char c : a[0].as_string()) {
    if (std::string_view("\\.+*?()|[]{}^$").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return Value::string(out);
}

constexpr Parameter k_pattern[] = {text_parameter("pattern"), text_parameter("string")};
constexpr Parameter k_replace[] = {text_parameter("str"), text_parameter("pattern"), text_parameter("replace")};
constexpr Parameter k_str[] = {text_parameter("str")};

constexpr FunctionEntry k_functions[] = {
    {"regex", k_pattern, nullptr, regex},
    {"regexall", k_pattern, nullptr, regexall},
    {"regexpescape", k_str, nullptr, regexpescape},
    {"regexreplace", k_replace, nullptr, regexreplace},
};

}  // namespace

FunctionGroup regex_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
