// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/secret.hpp>

#include <algorithm>
#include <cctype>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>

namespace plumb {
namespace {

constexpr std::string_view k_redacted = "<redacted>";
constexpr std::string_view k_mask = "xxxxx";

// password, sslpassword and whatever else ends so; a key may be written "pass%77ord", so what counts is what it means.
[[nodiscard]] bool names_password(std::string_view encoded_key) {
  Url url;
  url.raw_query = encoded_key;
  const auto pairs = url.query();
  if (pairs.size() != 1) return true;
  std::string key = pairs[0].first;
  std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return std::tolower(c); });
  return key.ends_with("password");
}

[[nodiscard]] std::string redact_query(std::string_view query) {
  std::string out;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find_first_of("&;"));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && names_password(pair.substr(0, equals))) {
      out.append(pair.substr(0, equals + 1)).append(k_mask);
    } else {
      out += pair;
    }
    query.remove_prefix(pair.size());
    if (!query.empty()) {
      out += query[0];
      query.remove_prefix(1);
    }
  }
  return out;
}

// An unescaped '/', '?' or '#' in a password ends the authority early, and the URL may parse all the same
// ("postgres://u:12/34@h"): then the rest of the password is behind it, up to an '@'.
[[nodiscard]] bool may_hold_stray_password(const Url& url) {
  if (url.scheme.empty() || !url.opaque.empty()) return true;
  if (url.user) return false;
  const auto holds_at = [](const std::string& text) { return text.find('@') != std::string::npos; };
  return holds_at(url.path) || holds_at(url.raw_query) || holds_at(url.fragment);
}

}  // namespace

std::string Secret::redacted() const {
  if (m_text.empty()) return "";
  try {
    Url url = Url::parse(m_text);
    if (may_hold_stray_password(url)) return std::string(k_redacted);
    url.raw_query = redact_query(url.raw_query);
    return url.redacted();
  } catch (const Error&) {
    return std::string(k_redacted);
  }
}

}  // namespace plumb
