// SPDX-License-Identifier: Apache-2.0
#include "../../../src/pg/conninfo.hpp"

#include <support/catch.hpp>

#include <cstdlib>
#include <optional>

using namespace plumb;

namespace {

// What libpq takes from the environment is part of the matter; nothing else may be in it.
class Environment {
 public:
  Environment() {
    for (const char* name : {"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGGSSENCMODE", "PGOPTIONS", "PGCONNECT_TIMEOUT",
                             "PGUSER", "PGPORT", "PGDATABASE", "PGSSLMODE"}) {
      ::unsetenv(name);
    }
  }
  ~Environment() {
    for (const std::string& name : m_set) ::unsetenv(name.c_str());
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  void set(const std::string& name, const std::string& value) {
    ::setenv(name.c_str(), value.c_str(), 1);
    m_set.push_back(name);
  }

 private:
  std::vector<std::string> m_set;
};

std::optional<std::string> value(const pg::Conninfo& info, std::string_view key) {
  std::optional<std::string> found;
  for (const auto& [name, text] : info.keywords) {
    if (name != key) continue;
    CHECK_FALSE(found.has_value());  // each keyword once
    found = text;
  }
  return found;
}

pg::Conninfo parse(std::string_view url) {
  return pg::make_conninfo(Url::parse(url), {});
}

}  // namespace

TEST_CASE("the parts of a URL") {
  const Environment environment;
  const auto info = parse("postgres://us%65r:p%40ss@h.example:6543/d%20b");
  CHECK(value(info, "host") == "h.example");
  CHECK(value(info, "port") == "6543");
  CHECK(value(info, "user") == "user");
  CHECK(value(info, "password") == "p@ss");
  CHECK(value(info, "dbname") == "d b");
  CHECK(value(info, "client_encoding") == "UTF8");
  CHECK(value(info, "fallback_application_name") == "plumb");
  CHECK(info.timeout == std::chrono::seconds(30));
  CHECK(info.refused.empty());
  CHECK_FALSE(value(info, "options").has_value());
  CHECK_FALSE(value(info, "sslmode").has_value());  // libpq's own default is "prefer"
}

TEST_CASE("a missing host is localhost, unless somebody says another") {
  Environment environment;
  CHECK(value(parse("postgres:///d"), "host") == "localhost");
  CHECK(value(parse("postgres://u@/d?host=/run/pg"), "host") == "/run/pg");
  CHECK(value(parse("postgres://h/d?host=/run/pg"), "host") == "/run/pg");
  CHECK(value(parse("postgres://[::1]:5/d"), "host") == "::1");
  environment.set("PGHOST", "elsewhere");
  CHECK_FALSE(value(parse("postgres:///d"), "host").has_value());
}

TEST_CASE("a service file has the say over host and GSS encryption") {
  const Environment environment;
  const auto info = parse("postgres:///d?service=s");
  CHECK(value(info, "service") == "s");
  CHECK_FALSE(value(info, "host").has_value());
  CHECK_FALSE(value(info, "gssencmode").has_value());
}

TEST_CASE("GSS encryption is off unless asked for") {
  Environment environment;
  CHECK(value(parse("postgres://h/d"), "gssencmode") == "disable");
  CHECK(value(parse("postgres://h/d?gssencmode=require"), "gssencmode") == "require");
  environment.set("PGGSSENCMODE", "prefer");
  CHECK_FALSE(value(parse("postgres://h/d"), "gssencmode").has_value());
}

TEST_CASE("unknown keys are settings for the server, escaped, the first of equal ones") {
  Environment environment;
  CHECK(value(parse("postgres://h/d?search_path=a&foo.bar=x%20y%5Cz&search_path=b"), "options") ==
        "-c search_path=a -c foo.bar=x\\ y\\\\z");
  CHECK(value(parse("postgres://h/d?options=-c%20a%3D1&b=2"), "options") == "-c a=1 -c b=2");
  CHECK(value(parse("postgres://h/d?binary_parameters=yes"), "options") == std::nullopt);
  CHECK(value(parse("postgres://h/d?sslmode=require&sslmode=disable"), "sslmode") == "require");
  environment.set("PGOPTIONS", "-c c=3");
  CHECK(value(parse("postgres://h/d?b=2"), "options") == "-c c=3 -c b=2");
  CHECK_FALSE(value(parse("postgres://h/d"), "options").has_value());
}

TEST_CASE("connect_timeout") {
  Environment environment;
  CHECK(parse("postgres://h/d?connect_timeout=7").timeout == std::chrono::seconds(7));
  CHECK(parse("postgres://h/d?connect_timeout=0").timeout == std::chrono::seconds(0));
  CHECK(parse("postgres://h/d?connect_timeout=x").refused ==
        "pq: wrong value for \"connect_timeout\": strconv.ParseInt: parsing \"x\": invalid syntax");
  environment.set("PGCONNECT_TIMEOUT", "9");
  CHECK(parse("postgres://h/d").timeout == std::chrono::seconds(9));
  CHECK(parse("postgres://h/d?connect_timeout=7").timeout == std::chrono::seconds(7));
}

TEST_CASE("what lib/pq refuses, in its words") {
  const Environment environment;
  CHECK(parse("postgres://h/d?sslmode=bogus").refused ==
        "pq: wrong value for \"sslmode\": \"bogus\" is not supported; supported values are disable, allow, prefer, "
        "require, "
        "verify-full, or verify-ca");
  CHECK(parse("postgres://h/d?datestyle=German").refused ==
        "pq: unsupported datestyle \"German\": must be absent or \"ISO, MDY\"");
  CHECK(parse("postgres://h/d?client_encoding=LATIN1").refused ==
        "pq: unsupported client_encoding \"LATIN1\": must be absent or \"UTF8\"");
  CHECK(parse("postgres://h/d?client_encoding=utf-8").refused.empty());
}
