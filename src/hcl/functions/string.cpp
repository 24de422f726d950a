// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <plumb/base/go_text.hpp>

#include "../unicode.hpp"
#include "table.hpp"

namespace plumb::hcl {
namespace {

Outcome text(std::string_view value) {
  return Value::string(value);
}

Outcome lower(Arguments a) {
  return text(to_lower(a[0].as_string()));
}
Outcome upper(Arguments a) {
  return text(to_upper(a[0].as_string()));
}
Outcome title(Arguments a) {
  return text(to_title(a[0].as_string()));
}
Outcome trimspace(Arguments a) {
  return text(trim_go_space(a[0].as_string()));
}
Outcome startswith(Arguments a) {
  return Value::boolean(a[0].as_string().starts_with(a[1].as_string()));
}
Outcome endswith(Arguments a) {
  return Value::boolean(a[0].as_string().ends_with(a[1].as_string()));
}

Outcome trimprefix(Arguments a) {
  std::string_view rest = a[0].as_string();
  if (rest.starts_with(a[1].as_string())) rest.remove_prefix(a[1].as_string().size());
  return text(rest);
}

Outcome trimsuffix(Arguments a) {
  std::string_view rest = a[0].as_string();
  if (rest.ends_with(a[1].as_string())) rest.remove_suffix(a[1].as_string().size());
  return text(rest);
}

// Takes characters of the cut set off both ends.
Outcome trim(Arguments a) {
  const std::string_view whole = a[0].as_string();
  const std::string_view cut = a[1].as_string();
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
  for (std::size_t at = 0; at < whole.size();) {
    const auto length = static_cast<std::size_t>(decode_rune(whole.substr(at)).length);
    if (cut.find(whole.substr(at, length)) == std::string_view::npos) {
      begin = std::min(begin, at);
      end = at + length;
    }
    at += length;
  }
  return text(begin == std::string_view::npos ? std::string_view() : whole.substr(begin, end - begin));
}

Outcome chomp(Arguments a) {
  std::string_view rest = a[0].as_string();
  while (rest.ends_with('\n') || rest.ends_with('\r')) rest.remove_suffix(1);
  return text(rest);
}

std::string replace_all(std::string_view whole, std::string_view from, std::string_view to) {
  std::string out;
  if (from.empty()) {
    // Before each character and at the end, as Go does it.
    while (!whole.empty()) {
      const auto length = static_cast<std::size_t>(decode_rune(whole).length);
      out.append(to).append(whole.substr(0, length));
      whole.remove_prefix(length);
    }
    return out.append(to);
  }
  for (std::size_t found = whole.find(from); found != std::string_view::npos; found = whole.find(from)) {
    out.append(whole.substr(0, found)).append(to);
    whole.remove_prefix(found + from.size());
  }
  return out.append(whole);
}

Outcome replace(Arguments a) {
  return text(replace_all(a[0].as_string(), a[1].as_string(), a[2].as_string()));
}

Outcome indent(Arguments a) {
  const auto spaces = whole_number(a[0]);
  if (!spaces) return Failure{k_not_whole};
  if (*spaces < 0 || *spaces > 1'000'000) return Failure{"the number of spaces is out of range", 0};
  return text(replace_all(a[1].as_string(), "\n", "\n" + std::string(static_cast<std::size_t>(*spaces), ' ')));
}

Outcome split(Arguments a) {
  const std::string_view separator = a[0].as_string();
  std::string_view rest = a[1].as_string();
  Value::List parts;
  if (separator.empty()) {
    while (!rest.empty()) {
      const auto length = static_cast<std::size_t>(decode_rune(rest).length);
      parts.push_back(Value::string(rest.substr(0, length)));
      rest.remove_prefix(length);
    }
    return Value::list(Type::string(), std::move(parts));
  }
  for (;;) {
    const std::size_t found = rest.find(separator);
    parts.push_back(Value::string(rest.substr(0, found)));
    if (found == std::string_view::npos) return Value::list(Type::string(), std::move(parts));
    rest.remove_prefix(found + separator.size());
  }
}

Outcome join(Arguments a) {
  if (a.size() < 2) return Failure{"at least one list is required"};
  std::string out;
  bool first = true;
  for (std::size_t i = 1; i < a.size(); ++i) {
    const auto& elements = a[i].as_list();
    for (std::size_t j = 0; j < elements.size(); ++j) {
      if (elements[j].is_null()) {
        const std::string of = a.size() > 2 ? fmt::format(" of list {}", i) : "";
        return Failure{fmt::format("element {}{} is null; cannot concatenate null values", j, of), static_cast<int>(i)};
      }
      if (!std::exchange(first, false)) out += a[0].as_string();
      out += elements[j].as_string();
    }
  }
  return text(out);
}

Outcome sort(Arguments a) {
  Value::List elements = a[0].as_list();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].is_null())
      return Failure{fmt::format("given list element {} is null; a null string cannot be sorted", i)};
  }
  std::stable_sort(elements.begin(), elements.end(), less);
  return Value::list(Type::string(), std::move(elements));
}

Outcome strrev(Arguments a) {
  std::string_view rest = a[0].as_string();
  std::string out;
  while (!rest.empty()) {
    const std::size_t length = cluster_length(rest);
    out.insert(0, rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return text(out);
}

// Counts grapheme clusters. A negative offset counts from the end, a negative length goes to the end.
Outcome substr(Arguments a) {
  std::string_view rest = a[0].as_string();
  const auto given_offset = whole_number(a[1]);
  const auto length = whole_number(a[2]);
  if (!given_offset || !length) return Failure{k_not_whole};
  std::int64_t offset = *given_offset;
  if (offset < 0) {
    offset += static_cast<std::int64_t>(count_clusters(rest));
  } else if (*length == 0) {
    return text("");
  }
  for (std::int64_t skipped = 0; skipped < offset; ++skipped) {
    if (rest.empty()) return text("");
    rest.remove_prefix(cluster_length(rest));
  }
  if (*length < 0) return text(rest);
  // Atlas: with a negative offset and a length of 0 the rest comes whole; an accident that is kept.
  std::size_t bytes = 0;
  for (std::int64_t taken = 0; bytes < rest.size();) {
    bytes += cluster_length(rest.substr(bytes));
    if (++taken == *length) break;
  }
  return text(rest.substr(0, bytes));
}

constexpr Parameter k_str[] = {text_parameter("str")};
constexpr Parameter k_trim[] = {text_parameter("str"), text_parameter("cutset")};
constexpr Parameter k_prefix[] = {text_parameter("str"), text_parameter("prefix")};
constexpr Parameter k_suffix[] = {text_parameter("str"), text_parameter("suffix")};
constexpr Parameter k_starts[] = {text_parameter("s"), text_parameter("prefix")};
constexpr Parameter k_ends[] = {text_parameter("s"), text_parameter("suffix")};
constexpr Parameter k_replace[] = {text_parameter("str"), text_parameter("substr"), text_parameter("replace")};
constexpr Parameter k_indent[] = {number_parameter("spaces"), text_parameter("str")};
constexpr Parameter k_split[] = {text_parameter("separator"), text_parameter("str")};
constexpr Parameter k_separator[] = {text_parameter("separator")};
constexpr Parameter k_lists = {"lists", Parameter::Kind::list_of_string};
constexpr Parameter k_list[] = {{"list", Parameter::Kind::list_of_string}};
constexpr Parameter k_substr[] = {text_parameter("str"), number_parameter("offset"), number_parameter("length")};

constexpr FunctionEntry k_functions[] = {
    {"chomp", k_str, nullptr, chomp},
    {"endswith", k_ends, nullptr, endswith},
    {"indent", k_indent, nullptr, indent},
    {"join", k_separator, &k_lists, join},
    {"lower", k_str, nullptr, lower},
    {"replace", k_replace, nullptr, replace},
    {"sort", k_list, nullptr, sort},
    {"split", k_split, nullptr, split},
    {"startswith", k_starts, nullptr, startswith},
    {"strrev", k_str, nullptr, strrev},
    {"substr", k_substr, nullptr, substr},
    {"title", k_str, nullptr, title},
    {"trim", k_trim, nullptr, trim},
    {"trimprefix", k_prefix, nullptr, trimprefix},
    {"trimspace", k_str, nullptr, trimspace},
    {"trimsuffix", k_suffix, nullptr, trimsuffix},
    {"upper", k_str, nullptr, upper},
};

}  // namespace

FunctionGroup string_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
