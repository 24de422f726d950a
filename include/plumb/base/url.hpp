// SPDX-License-Identifier: Apache-2.0
// URLs as Go's net/url parses and prints them. Used for database URLs, migration directories (file://…), state sources
// and the URL functions of atlas.hcl.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumb {

struct Url {
  struct UserInfo {
    std::string name;
    std::optional<std::string> password;
    [[nodiscard]] bool operator==(const UserInfo&) const = default;
  };

  std::string scheme;  // lower-case
  std::string opaque;
  std::optional<UserInfo> user;
  std::string host;      // with the port, brackets kept
  std::string path;      // decoded
  std::string raw_path;  // set only where the encoding of path is not the default one
  std::string raw_query;
  bool force_query = false;  // ends in a bare "?"
  std::string fragment;
  std::string raw_fragment;
  bool omit_host = false;

  // Throws Error with the bare reason (`invalid URL escape "%zz"`, `invalid port ":55x" after host`, `missing protocol
  // scheme`): the URL itself is never in the text, for it may hold a password.
  [[nodiscard]] static Url parse(std::string_view text);

  [[nodiscard]] std::string str() const;       // Go's URL.String()
  [[nodiscard]] std::string redacted() const;  // the same with the password as "xxxxx"
  [[nodiscard]] std::string hostname() const;  // without port and brackets
  [[nodiscard]] std::string port() const;      // "" if there is none

  // Query pairs in the order of the text, decoded; pairs that do not decode are left out, as Go's Query() does.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> query() const;
  [[nodiscard]] std::string query_value(std::string_view key) const;  // the first one, "" if there is none
  // Go's Values.Encode: sorted by key, form-escaped.
  [[nodiscard]] static std::string encode_query(std::vector<std::pair<std::string, std::string>> pairs);

  [[nodiscard]] bool operator==(const Url&) const = default;
};

// url.QueryEscape: space → '+', everything else but letters, digits and -_.~ → %XX.
[[nodiscard]] std::string query_escape(std::string_view text);
// The same with %20 for a space: to libpq a '+' is a '+'.
[[nodiscard]] std::string query_escape_for_libpq(std::string_view text);
// Go's escaping of user names and passwords.
[[nodiscard]] std::string userinfo_escape(std::string_view text);

}  // namespace plumb
