// SPDX-License-Identifier: Apache-2.0
#include "conninfo.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include <plumb/base/go_text.hpp>

namespace plumb::pg {

namespace {

using Keywords = std::vector<std::pair<std::string, std::string>>;

const std::string* find(const Keywords& keywords, std::string_view key) {
  const auto found =
      std::find_if(keywords.begin(), keywords.end(), [&](const auto& pair) { return pair.first == key; });
  return found == keywords.end() ? nullptr : &found->second;
}

// The first of several equal keys counts.
void add(Keywords& keywords, std::string key, std::string value) {
  if (find(keywords, key) == nullptr) keywords.emplace_back(std::move(key), std::move(value));
}

bool in_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool known_to_libpq(std::string_view key) {
  static const std::vector<std::string> keywords = [] {
    std::vector<std::string> names;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> defaults(PQconndefaults(), &PQconninfoFree);
    for (const PQconninfoOption* option = defaults.get(); option != nullptr && option->keyword != nullptr; ++option) {
      names.emplace_back(option->keyword);
    }
    return names;
  }();
  return std::find(keywords.begin(), keywords.end(), key) != keywords.end();
}

// Settings of lib/pq itself, which mean nothing to libpq or to a server.
bool only_for_libpq_go(std::string_view key) {
  return key == "binary_parameters" || key == "disable_prepared_binary_result" || key == "krbspn" || key == "sslinline";
}

// "-c name=value" for the start-up packet's options: the server splits at white space, a backslash takes the next
// character as it is.
std::string start_up_setting(std::string_view key, std::string_view value) {
  std::string out = "-c ";
  for (const char c : fmt::format("{}={}", key, value)) {
    if (c == '\\' || c == ' ' || (c >= '\t' && c <= '\r')) out += '\\';
    out += c;
  }
  return out;
}

std::string quoted_list_error(std::string_view key, std::string_view value, std::string_view values) {
  return fmt::format("pq: wrong value for \"{}\": {} is not supported; supported values are {}", key, go_quote(value),
                     values);
}

// What lib/pq says of a value before it connects. Where it refuses what would work (datestyle, client_encoding) we do
// as it does: migrations are read under these settings, and both tools must read them alike.
std::string refuse(std::string_view key, std::string_view value) {
  static constexpr std::array<std::string_view, 6> k_ssl_modes = {"disable", "allow",       "prefer",
                                                                  "require", "verify-full", "verify-ca"};
  if (key == "sslmode" && std::find(k_ssl_modes.begin(), k_ssl_modes.end(), value) == k_ssl_modes.end()) {
    return quoted_list_error(key, value, "disable, allow, prefer, require, verify-full, or verify-ca");
  }
  if (key == "datestyle" && value != "ISO, MDY") {
    return fmt::format("pq: unsupported datestyle {}: must be absent or \"ISO, MDY\"", go_quote(value));
  }
  if (key == "client_encoding") {
    std::string upper(value);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    if (upper != "UTF8" && upper != "UTF-8" && upper != "UNICODE") {
      return fmt::format("pq: unsupported client_encoding {}: must be absent or \"UTF8\"", go_quote(value));
    }
  }
  return "";
}

std::optional<std::chrono::seconds> parse_seconds(std::string_view text) {
  long long seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::chrono::seconds(seconds);
}

// Our own poll loop keeps the time, not libpq.
void take_timeout(Conninfo& info, std::chrono::seconds otherwise) {
  const char* variable = std::getenv("PGCONNECT_TIMEOUT");
  const std::string* value = find(info.keywords, "connect_timeout");
  const std::string text = value != nullptr ? *value : variable != nullptr ? variable : "";
  info.timeout = otherwise;
  if (text.empty()) return;
  const auto seconds = parse_seconds(text);
  if (seconds) info.timeout = std::max(*seconds, std::chrono::seconds(0));
  if (!seconds && value != nullptr) {
    info.refused = fmt::format("pq: wrong value for \"connect_timeout\": strconv.ParseInt: parsing {}: invalid syntax",
                               go_quote(text));
  }
}

void add_settings(Keywords& keywords, const Keywords& settings) {
  if (settings.empty()) return;
  // As libpq has it, the variable counts only where the URL has no options: ours would hide it.
  const char* variable = std::getenv("PGOPTIONS");
  const std::string* given = find(keywords, "options");
  std::string options = given != nullptr ? *given : variable != nullptr ? variable : "";
  std::erase_if(keywords, [](const auto& pair) { return pair.first == "options"; });
  for (const auto& [key, value] : settings) options += (options.empty() ? "" : " ") + start_up_setting(key, value);
  keywords.emplace_back("options", std::move(options));
}

void add_defaults(Keywords& keywords, const ConnectOptions& options) {
  const bool service = find(keywords, "service") != nullptr || in_environment("PGSERVICE");
  const bool has_host = find(keywords, "host") != nullptr || find(keywords, "hostaddr") != nullptr;
  if (!has_host && !in_environment("PGHOST") && !in_environment("PGHOSTADDR") && !service) {
    add(keywords, "host", "localhost");
  }
  // libpq would first look for Kerberos credentials and, if there are any, spend a round trip on asking for GSS
  // encryption, which lib/pq does not know. Who wants it says so: in the URL, in PGGSSENCMODE or in a service file.
  if (!in_environment("PGGSSENCMODE") && !service) add(keywords, "gssencmode", "disable");
  add(keywords, "client_encoding", "UTF8");
  add(keywords, "fallback_application_name", options.application_name);
}

}  // namespace

Conninfo make_conninfo(const Url& url, const ConnectOptions& options) {
  Conninfo info;
  Keywords settings;  // unknown keys: the server knows them, or says that it does not
  // The query first: "?host=/dir" beside a host in the URL means the socket.
  for (auto& [key, value] : url.query()) {
    if (info.refused.empty()) info.refused = refuse(key, value);
    if (key == "datestyle" || key == "client_encoding" || only_for_libpq_go(key)) continue;
    if (known_to_libpq(key)) {
      add(info.keywords, key, value);
    } else if (key != "search_path" || !value.empty()) {  // an empty one binds to nothing: as if it were not there
      add(settings, key, value);
    }
  }
  if (!url.hostname().empty()) add(info.keywords, "host", url.hostname());
  if (!url.port().empty()) add(info.keywords, "port", url.port());
  if (url.user && !url.user->name.empty()) add(info.keywords, "user", url.user->name);
  if (url.user && url.user->password) add(info.keywords, "password", *url.user->password);
  if (url.path.size() > 1) add(info.keywords, "dbname", url.path.substr(1));
  take_timeout(info, options.connect_timeout);

  add_settings(info.keywords, settings);
  add_defaults(info.keywords, options);
  return info;
}

}  // namespace plumb::pg
