// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

// Go puts the whole URL into its message. Ours leaves out one that may hold a password.
std::string parse_failure(const std::string& text, const Error& error) {
  return fmt::format("parse {}: {}", go_quote(text.find('@') == std::string::npos ? text : "<redacted>"),
                     error.message());
}

template <class Change>
Outcome changed(const std::string& text, Change change) {
  try {
    Url url = Url::parse(text);
    change(url);
    return Value::string(url.str());
  } catch (const Error& error) {
    return Failure{parse_failure(text, error)};
  }
}

Outcome urlescape(Arguments a) {
  return Value::string(query_escape(a[0].as_string()));
}

// Sets one parameter; the others stay, sorted by key.
Outcome urlqueryset(Arguments a) {
  return changed(a[0].as_string(), [&](Url& url) {
    auto pairs = url.query();
    std::erase_if(pairs, [&](const auto& pair) { return pair.first == a[1].as_string(); });
    pairs.emplace_back(a[1].as_string(), a[2].as_string());
    url.raw_query = Url::encode_query(std::move(pairs));
  });
}

Outcome urlsetpath(Arguments a) {
  return changed(a[0].as_string(), [&](Url& url) {
    url.path = a[1].as_string();
    url.raw_path.clear();
  });
}

Outcome urluserinfo(Arguments a) {
  return changed(a[0].as_string(), [&](Url& url) {
    url.user = Url::UserInfo{.name = a[1].as_string(), .password = {}};
    if (a.size() > 2 && !a[2].is_null()) url.user->password = a[2].as_string();
  });
}

constexpr Parameter k_string[] = {text_parameter("string")};
constexpr Parameter k_query[] = {text_parameter("url"), text_parameter("key"), text_parameter("value")};
constexpr Parameter k_path[] = {text_parameter("url"), text_parameter("path")};
constexpr Parameter k_user[] = {text_parameter("url"), text_parameter("user")};
constexpr Parameter k_password = {"pass", Parameter::Kind::string, Parameter::Null::allowed};

constexpr FunctionEntry k_functions[] = {
    {"urlescape", k_string, nullptr, urlescape},
    {"urlqueryset", k_query, nullptr, urlqueryset},
    {"urlsetpath", k_path, nullptr, urlsetpath},
    {"urluserinfo", k_user, &k_password, urluserinfo},
};

}  // namespace

FunctionGroup url_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
