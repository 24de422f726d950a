// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include <algorithm>

#include <plumb/sql/quote.hpp>

namespace plumb::query {
namespace {

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::size_t name_length(std::string_view text) {
  if (!text.starts_with('"')) return std::min(text.find_first_of(". ("), text.size());
  std::size_t at = 1;
  while (at < text.size()) {
    if (text[at] != '"') {
      ++at;
    } else if (at + 1 < text.size() && text[at + 1] == '"') {
      at += 2;
    } else {
      return at + 1;
    }
  }
  return text.size();
}

std::string quoted(std::string_view name) {
  const bool digit_first = !name.empty() && name[0] >= '0' && name[0] <= '9';
  if (!name.empty() && !digit_first && std::ranges::all_of(name, is_plain)) return std::string(name);
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::vector<std::string> name_parts(std::string_view text) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t length = name_length(text);
    out.push_back(sql::unquote_identifier(text.substr(0, length)));
    text.remove_prefix(length);
    if (!text.starts_with('.')) return out;
    text.remove_prefix(1);
  }
}

std::string plural(std::string_view name) {
  std::string out(name);
  if (out.ends_with('y') && !ends_with_any(out, {"ay", "ey", "oy", "uy"})) {
    out.back() = 'i';
    return out + "es";
  }
  return out + (ends_with_any(out, {"s", "x", "ch", "sh"}) ? "es" : "s");
}

}  // namespace plumb::query
