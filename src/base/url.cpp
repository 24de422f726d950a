// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/url.hpp>

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "url_escape.hpp"

namespace plumb {
namespace {

constexpr auto k_none = std::string_view::npos;

[[nodiscard]] bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes "scheme:" off the front of `rest`; "" where there is none.
[[nodiscard]] std::string take_scheme(std::string_view& rest) {
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (is_letter(c)) continue;
    if (c == ':') {
      if (i == 0) throw Error("missing protocol scheme");
      std::string scheme(rest.substr(0, i));
      for (char& letter : scheme) letter = is_letter(letter) ? static_cast<char>(letter | 0x20) : letter;
      rest.remove_prefix(i + 1);
      return scheme;
    }
    const bool inner = is_digit(c) || c == '+' || c == '-' || c == '.';
    if (!inner || i == 0) break;
  }
  return "";
}

void check_port(std::string_view colon_port, bool may_be_password) {
  if (colon_port.empty()) return;
  if (colon_port[0] == ':' && std::all_of(colon_port.begin() + 1, colon_port.end(), is_digit)) return;
  // Go shows the text. In `postgres://user:pa/ss@host` it is half of a password, so there we keep it to ourselves.
  if (may_be_password) {
    throw Error("invalid port after host").with_hint("in a password, write '/' as %2F, '?' as %3F and '#' as %23");
  }
  throw Error(fmt::format("invalid port {} after host", go_quote(colon_port)));
}

[[nodiscard]] bool is_ipv6(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  const std::string without_zone(address.substr(0, address.find('%')));
  return ::inet_pton(AF_INET6, without_zone.c_str(), bytes.data()) == 1 && !address.ends_with('%');
}

// "[fe80::1%25en0]:5432". Go goes on to say which character of the address is wrong; we do not.
[[nodiscard]] std::string parse_bracketed_host(std::string_view host, bool may_be_password) {
  const std::size_t close = host.rfind(']');
  if (close == k_none) throw Error("missing ']' in host");
  check_port(host.substr(close + 1), may_be_password);
  const std::string_view inside = host.substr(1, close - 1);
  const std::size_t zone = std::min(inside.find("%25"), inside.size());
  const std::string address =
      url_unescape(inside.substr(0, zone), UrlPart::host) + url_unescape(inside.substr(zone), UrlPart::zone);
  std::array<unsigned char, 4> bytes{};
  if (::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) throw Error("invalid IP-literal");
  if (!is_ipv6(address)) {
    throw Error(fmt::format("invalid host: ParseAddr({}): unable to parse IP", go_quote(address)));
  }
  return fmt::format("[{}]{}", address, host.substr(close + 1));
}

[[nodiscard]] std::string parse_host(std::string_view scheme, std::string_view host, bool may_be_password) {
  const std::size_t bracket = host.rfind('[');
  if (bracket != k_none && bracket > 0) throw Error("invalid IP-literal");
  if (bracket == 0) return parse_bracketed_host(host, may_be_password);
  // Go allows "a:b:1" as a host for other schemes than HTTP, because clients of databases wrote such lists.
  const bool http = scheme == "http" || scheme == "https";
  const std::size_t colon = http ? host.find(':') : host.rfind(':');
  if (colon != k_none) check_port(host.substr(colon), may_be_password);
  return url_unescape(host, UrlPart::host);
}

[[nodiscard]] bool is_user_info_character(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("-._:~!$&'()*+,;=%@").find(c) != k_none;
}

[[nodiscard]] Url::UserInfo parse_user_info(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_user_info_character)) throw Error("net/url: invalid userinfo");
  const std::size_t colon = text.find(':');
  if (colon == k_none) return {.name = url_unescape(text, UrlPart::user_info), .password = std::nullopt};
  return {.name = url_unescape(text.substr(0, colon), UrlPart::user_info),
          .password = url_unescape(text.substr(colon + 1), UrlPart::user_info)};
}

void parse_authority(Url& url, std::string_view authority, bool at_follows) {
  const std::size_t at = authority.rfind('@');
  const std::string_view host = at == k_none ? authority : authority.substr(at + 1);
  url.host = parse_host(url.scheme, host, at == k_none && at_follows);
  if (at != k_none) url.user = parse_user_info(authority.substr(0, at));
}

void take_query(Url& url, std::string_view& rest) {
  const std::size_t question = rest.find('?');
  if (question == k_none) return;
  url.force_query = question + 1 == rest.size();
  url.raw_query = rest.substr(question + 1);
  rest = rest.substr(0, question);
}

void set_path(Url& url, std::string_view encoded) {
  url.path = url_unescape(encoded, UrlPart::path);
  if (url_escape(url.path, UrlPart::path) != encoded) url.raw_path = encoded;
}

void set_fragment(Url& url, std::string_view encoded) {
  url.fragment = url_unescape(encoded, UrlPart::fragment);
  if (url_escape(url.fragment, UrlPart::fragment) != encoded) url.raw_fragment = encoded;
}

[[nodiscard]] bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

Url Url::parse(std::string_view text) {
  Url url;
  const std::size_t hash = text.find('#');
  std::string_view rest = text.substr(0, hash);
  if (std::any_of(rest.begin(), rest.end(), is_control)) throw Error("net/url: invalid control character in URL");
  if (rest == "*") {
    url.path = "*";
  } else {
    url.scheme = take_scheme(rest);
    take_query(url, rest);
    if (!rest.starts_with('/') && !url.scheme.empty()) {
      url.opaque = rest;
    } else if (!rest.starts_with('/') && rest.substr(0, rest.find('/')).find(':') != k_none) {
      throw Error("first path segment in URL cannot contain colon");
    } else if (rest.starts_with("//") && (!url.scheme.empty() || !rest.starts_with("///"))) {
      const std::size_t end = std::min(rest.find('/', 2), rest.size());
      const std::string_view authority = rest.substr(2, end - 2);
      rest.remove_prefix(end);
      const std::size_t behind = static_cast<std::size_t>(authority.data() + authority.size() - text.data());
      parse_authority(url, authority, text.find('@', behind) != k_none);
      set_path(url, rest);
    } else {
      url.omit_host = !url.scheme.empty() && rest.starts_with('/');
      set_path(url, rest);
    }
  }
  if (hash != k_none && hash + 1 < text.size()) set_fragment(url, text.substr(hash + 1));
  return url;
}

}  // namespace plumb
