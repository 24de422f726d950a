// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>

#include <support/catch.hpp>

using plumb::Error;
using plumb::Url;

namespace {

struct Case {
  const char* text;
  const char* printed;
  const char* error;
};

// What Go 1.26 prints for each.
const Case k_cases[] = {
    {"", "", ""},
    {"*", "*", ""},
    {"a/b", "a/b", ""},
    {"postgres://u:p%40ss@h:5432/db?sslmode=disable&x=%zz", "postgres://u:p%40ss@h:5432/db?sslmode=disable&x=%zz", ""},
    {"postgres://localhost", "postgres://localhost", ""},
    {"postgres://localhost?", "postgres://localhost?", ""},
    {"postgres:///db", "postgres:///db", ""},
    {"POSTGRES://H/p", "postgres://H/p", ""},
    {"file://migrations", "file://migrations", ""},
    {"file:///abs/dir", "file:///abs/dir", ""},
    {"file:rel/x?format=goose", "file:rel/x?format=goose", ""},
    {"mem://a", "mem://a", ""},
    {"a:b", "a:b", ""},
    {"1a:b", "", "first path segment in URL cannot contain colon"},
    {"://x", "", "missing protocol scheme"},
    {"postgres://h:55x/db", "", "invalid port \":55x\" after host"},
    {"postgres://h%zz/", "", "invalid URL escape \"%zz\""},
    {"postgres://a b/", "", "invalid character \" \" in host name"},
    {"postgres://[::1]:5432/db", "postgres://[::1]:5432/db", ""},
    {"postgres://[fe80::1%25en0]/", "postgres://[fe80::1%25en0]/", ""},
    {"postgres://[::1", "", "missing ']' in host"},
    {"postgres://[1.2.3.4]/", "", "invalid IP-literal"},
    {"postgres://[zz]/", "", "invalid host: ParseAddr(\"zz\"): unable to parse IP"},
    {"x[::1]", "", "first path segment in URL cannot contain colon"},
    {"postgres://x[::1]/", "", "invalid IP-literal"},
    {"postgres://u ser@h/", "", "net/url: invalid userinfo"},
    {"postgres://u%zz@h/", "", "invalid URL escape \"%zz\""},
    {"postgres://a:1,b:2/db", "postgres://a:1,b:2/db", ""},
    {"http://a:1:2/", "", "invalid port \":1:2\" after host"},
    {"postgres://h/a%2Fb", "postgres://h/a%2Fb", ""},
    {"postgres://h/a b", "postgres://h/a%20b", ""},
    {"postgres://h/a%20b#frag%20x", "postgres://h/a%20b#frag%20x", ""},
    {"postgres://h#a<b", "postgres://h#a%3Cb", ""},
    {"postgres://h/\001", "", "net/url: invalid control character in URL"},
    {"/a:b", "/a:b", ""},
    {"a:b/c", "a:b/c", ""},
    {"b/c:d", "b/c:d", ""},
    {"//h/p", "//h/p", ""},
    {"///h/p", "///h/p", ""},
    {"postgres://u@h", "postgres://u@h", ""},
    {"postgres://:p@h", "postgres://:p@h", ""},
    {"postgres://@h", "postgres://@h", ""},
    {"docker://postgres/18/dev", "docker://postgres/18/dev", ""},
    {"a?b?", "a?b?", ""},
    {"x?", "x?", ""},
    {"s://h?a?", "s://h?a?", ""},
    {"%41", "%41", ""},
    {"%zz", "", "invalid URL escape \"%zz\""},
    {"s://h/%", "", "invalid URL escape \"%\""},
    {"s:/a/b", "s:/a/b", ""},
    {"s://h/(x)[y]", "s://h/(x)[y]", ""},
    {"s://h/%28x%29", "s://h/%28x%29", ""},
    {"s://h/p*q!'", "s://h/p*q!'", ""},
    {"s://h/\303\274", "s://h/%C3%BC", ""},
    {"s://\303\274/", "s://%C3%BC/", ""},
    {"s://h%C3%BC/", "s://h%C3%BC/", ""},
    {"s://h%41/", "", "invalid URL escape \"%41\""},
    {"s:/", "s:/", ""},
    {"s://", "s:", ""},
    {"s:", "s:", ""},
};

std::string error_of(std::string_view text) {
  try {
    (void)Url::parse(text);
    return "";
  } catch (const Error& e) {
    return e.message();
  }
}

}  // namespace

TEST_CASE("URLs are parsed and printed as Go does") {
  for (const Case& c : k_cases) {
    INFO(c.text);
    CHECK(error_of(c.text) == c.error);
    if (*c.error == '\0') CHECK(Url::parse(c.text).str() == c.printed);
  }
}

TEST_CASE("printing and parsing again gives the same URL") {
  for (const Case& c : k_cases) {
    INFO(c.text);
    // "s://" loses its slashes, as in Go.
    if (*c.error == '\0' && std::string_view(c.text) != "s://") {
      const std::string once = Url::parse(c.text).str();
      CHECK(Url::parse(once).str() == once);
    }
  }
}

TEST_CASE("the parts of a URL") {
  const Url url = Url::parse("POSTGRES://me:p%40ss@h:5432/a%2Fb?x=1&y=a+b%21&x=2&bad=%zz&semi;colon=1#f%20g");
  CHECK(url.scheme == "postgres");
  REQUIRE(url.user);
  CHECK(url.user->name == "me");
  CHECK(url.user->password == "p@ss");
  CHECK(url.host == "h:5432");
  CHECK(url.hostname() == "h");
  CHECK(url.port() == "5432");
  CHECK(url.path == "/a/b");
  CHECK(url.raw_path == "/a%2Fb");
  CHECK(url.fragment == "f g");
  CHECK(url.query() == std::vector<std::pair<std::string, std::string>>{{"x", "1"}, {"y", "a b!"}, {"x", "2"}});
  CHECK(url.query_value("x") == "1");
  CHECK(url.query_value("z").empty());
  CHECK(Url::parse("s://[fe80::1%25en0]:1/").hostname() == "fe80::1%en0");
  CHECK(Url::parse("s:/x").omit_host);
  CHECK(Url::parse("s:x?y").opaque == "x");
  CHECK(Url::parse("s://h?").force_query);
}

TEST_CASE("a password is replaced only where there is one") {
  CHECK(Url::parse("postgres://u:secret@h/d").redacted() == "postgres://u:xxxxx@h/d");
  CHECK(Url::parse("postgres://u:@h/d").redacted() == "postgres://u:xxxxx@h/d");
  CHECK(Url::parse("postgres://u@h/d").redacted() == "postgres://u@h/d");
}

TEST_CASE("half a password is not shown as a port") {
  CHECK(error_of("postgres://u:pa/ss@h/d") == "invalid port after host");
  CHECK(error_of("postgres://u:pa?ss@h/d") == "invalid port after host");
  CHECK(error_of("postgres://u:pa#ss@h/d") == "invalid port after host");
}

TEST_CASE("a query is encoded sorted by key, values of one key in their order") {
  CHECK(Url::encode_query({{"b", "2 &"}, {"a", "x"}, {"b", "1"}}) == "a=x&b=2+%26&b=1");
  CHECK(plumb::query_escape("a b/c~\xc3\xbc") == "a+b%2Fc~%C3%BC");
  CHECK(plumb::query_escape_for_libpq("a b+c/d") == "a%20b%2Bc%2Fd");
  CHECK(plumb::userinfo_escape("p@s:w/d$&+,;=") == "p%40s%3Aw%2Fd$&+,;=");
}
