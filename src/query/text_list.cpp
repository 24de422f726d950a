// SPDX-License-Identifier: Apache-2.0
#include "text_list.hpp"

#include <algorithm>

#include <plumb/catalog/text_list.hpp>

namespace plumb::query {
namespace {

// null outside of the strings becomes "".
std::string without_nulls(std::string_view json) {
  std::string out;
  bool inside = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (!inside && json.substr(at).starts_with("null")) {
      out += "\"\"";
      at += 3;
      continue;
    }
    out += json[at];
    if (json[at] == '"') inside = !inside;
    if (inside && json[at] == '\\' && at + 1 < json.size()) out += json[++at];
  }
  return out;
}

}  // namespace

std::vector<std::string> list_of(std::string_view json) {
  return catalog::parse_text_list(without_nulls(json));
}

std::size_t place_in_list(std::string_view json, std::string_view text) {
  if (json.find('\\') != std::string_view::npos) {
    const std::vector<std::string> all = list_of(json);
    const auto found = std::ranges::find(all, text);
    return found == all.end() ? 0 : static_cast<std::size_t>(found - all.begin()) + 1;
  }
  std::size_t place = 1;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == ',') ++place;
    if (json[at] != '"') continue;
    const std::size_t end = std::min(json.find('"', at + 1), json.size());
    if (json.substr(at + 1, end - at - 1) == text) return place;
    at = end;
  }
  return 0;
}

bool plain_first(std::string_view json, std::string_view& first) {
  if (!json.starts_with("[\"") || json.find('\\') != std::string_view::npos) return false;
  first = json.substr(2, json.find('"', 2) - 2);
  return true;
}

}  // namespace plumb::query
