// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/url.hpp>

#include <algorithm>

#include <plumb/base/error.hpp>

#include "url_escape.hpp"

namespace plumb {
namespace {

constexpr auto k_none = std::string_view::npos;

// The encoding that the user chose, as long as it still says what `decoded` says; else the default one.
[[nodiscard]] std::string encoded(const std::string& decoded, const std::string& raw, UrlPart part) {
  if (!raw.empty() && is_url_encoded(raw, part)) {
    try {
      if (url_unescape(raw, part) == decoded) return raw;
    } catch (const Error&) {
      // Somebody set raw_path by hand to what is no encoding: it does not count.
    }
  }
  if (part == UrlPart::path && decoded == "*") return decoded;
  return url_escape(decoded, part);
}

[[nodiscard]] std::string authority(const Url& url) {
  std::string out;
  if (url.user) {
    out += userinfo_escape(url.user->name);
    if (url.user->password) out += ":" + userinfo_escape(*url.user->password);
    out += "@";
  }
  return out + url_escape(url.host, UrlPart::host);
}

struct HostPort {
  std::string_view host;
  std::string_view port;
};

[[nodiscard]] HostPort split_host_port(std::string_view text) {
  HostPort parts{text, {}};
  const std::size_t colon = text.rfind(':');
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (colon != k_none && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(), is_digit)) {
    parts = {text.substr(0, colon), text.substr(colon + 1)};
  }
  if (parts.host.starts_with('[') && parts.host.ends_with(']')) {
    parts.host = parts.host.substr(1, parts.host.size() - 2);
  }
  return parts;
}

}  // namespace

std::string Url::str() const {
  std::string out;
  if (!scheme.empty()) out += scheme + ":";
  if (!opaque.empty()) {
    out += opaque;
  } else {
    const bool has_authority = !host.empty() || user.has_value();
    if (has_authority || (!scheme.empty() && !omit_host && !path.empty())) out += "//";
    if (has_authority) out += authority(*this);
    const std::string text = encoded(path, raw_path, UrlPart::path);
    if (!text.empty() && text[0] != '/' && !host.empty()) out += "/";
    // RFC 3986, 4.2: a first segment with a colon would read as a scheme.
    if (out.empty() && std::string_view(text).substr(0, text.find('/')).find(':') != k_none) out += "./";
    out += text;
  }
  if (force_query || !raw_query.empty()) out += "?" + raw_query;
  if (!fragment.empty()) out += "#" + encoded(fragment, raw_fragment, UrlPart::fragment);
  return out;
}

std::string Url::redacted() const {
  if (!user || !user->password) return str();
  Url copy = *this;
  copy.user->password = "xxxxx";
  return copy.str();
}

std::string Url::hostname() const {
  return std::string(split_host_port(host).host);
}

std::string Url::port() const {
  return std::string(split_host_port(host).port);
}

}  // namespace plumb
