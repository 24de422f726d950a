// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/url.hpp>

#include <algorithm>

#include <plumb/base/error.hpp>

#include "url_escape.hpp"

namespace plumb {

std::vector<std::pair<std::string, std::string>> Url::query() const {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::string_view rest = raw_query; !rest.empty();) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    // Go takes a ';' for a separator of old that it refuses to guess about.
    if (pair.empty() || pair.find(';') != std::string_view::npos) continue;
    const std::string_view key = pair.substr(0, pair.find('='));
    const std::string_view value = pair.substr(std::min(key.size() + 1, pair.size()));
    try {
      pairs.emplace_back(url_unescape(key, UrlPart::query), url_unescape(value, UrlPart::query));
    } catch (const Error&) {
      // Left out, as Go's Query() does: "%zz" is nobody's key.
    }
  }
  return pairs;
}

std::string Url::query_value(std::string_view key) const {
  for (auto& [name, value] : query()) {
    if (name == key) return value;
  }
  return "";
}

std::string Url::encode_query(std::vector<std::pair<std::string, std::string>> pairs) {
  std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out;
  for (const auto& [key, value] : pairs) {
    if (!out.empty()) out += '&';
    out += query_escape(key) + "=" + query_escape(value);
  }
  return out;
}

}  // namespace plumb
