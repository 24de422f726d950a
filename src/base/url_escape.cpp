// SPDX-License-Identifier: Apache-2.0
#include "url_escape.hpp"

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>

namespace plumb {
namespace {

// What stands for itself beside letters, digits and "-._~".
[[nodiscard]] std::string_view literal_characters(UrlPart part) {
  switch (part) {
    case UrlPart::path:
      return "$&+,/:;=@";
    case UrlPart::host:
    case UrlPart::zone:
      return "!$&'()*+,;=:[]<>\"";
    case UrlPart::user_info:
      return "$&+,;=";
    case UrlPart::query:
      return "";
    case UrlPart::fragment:
      return "!$&()*+,/:;=?@";
  }
  return "";
}

[[nodiscard]] bool stands_for_itself(char c, UrlPart part) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("-._~").find(c) != std::string_view::npos ||
         literal_characters(part).find(c) != std::string_view::npos;
}

[[nodiscard]] int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

[[nodiscard]] bool is_host(UrlPart part) {
  return part == UrlPart::host || part == UrlPart::zone;
}

// The byte that "%XX" stands for. A host name takes only bytes beyond ASCII that way (RFC 6874 adds "%25" for a zone),
// a zone also what a host may hold, and the blank that Windows puts there.
[[nodiscard]] char decode(std::string_view escape, UrlPart part) {
  const int high = escape.size() == 3 ? hex_value(escape[1]) : -1;
  const int low = escape.size() == 3 ? hex_value(escape[2]) : -1;
  const auto byte = static_cast<char>(high << 4 | low);
  bool allowed = high >= 0 && low >= 0;
  if (allowed && escape != "%25") {
    if (part == UrlPart::host) allowed = high >= 8;
    if (part == UrlPart::zone) allowed = byte == ' ' || stands_for_itself(byte, UrlPart::host);
  }
  if (!allowed) throw Error("invalid URL escape " + go_quote(escape));
  return byte;
}

}  // namespace

std::string url_escape(std::string_view text, UrlPart part) {
  std::string out;
  for (const char c : text) {
    if (stands_for_itself(c, part)) {
      out += c;
    } else if (c == ' ' && part == UrlPart::query) {
      out += '+';
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string url_unescape(std::string_view text, UrlPart part) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      out += decode(text.substr(i, 3), part);
      i += 2;
    } else if (is_host(part) && static_cast<unsigned char>(c) < 0x80 && !stands_for_itself(c, part)) {
      throw Error(fmt::format("invalid character {} in host name", go_quote(text.substr(i, 1))));
    } else {
      out += c == '+' && part == UrlPart::query ? ' ' : c;
    }
  }
  return out;
}

bool is_url_encoded(std::string_view text, UrlPart part) {
  for (const char c : text) {
    if (!stands_for_itself(c, part) && std::string_view("!$&'()*+,;=:@[]%").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

std::string query_escape(std::string_view text) {
  return url_escape(text, UrlPart::query);
}

std::string query_escape_for_libpq(std::string_view text) {
  std::string out;
  // A '+' of the text itself is %2B by now.
  for (const char c : query_escape(text)) out += c == '+' ? "%20" : std::string(1, c);
  return out;
}

std::string userinfo_escape(std::string_view text) {
  return url_escape(text, UrlPart::user_info);
}

}  // namespace plumb
