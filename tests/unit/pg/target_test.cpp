// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/pg/connect.hpp>

using namespace plumb;

namespace {

std::string refusal(const std::string& url) {
  try {
    static_cast<void>(pg::Target::parse(Secret(url)));
  } catch (const Error& error) {
    return describe(error);
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a target knows what plumb must know") {
  const pg::Target target = pg::Target::parse(Secret("postgres://u:p@h:5/d?search_path=s&sslmode=disable"));
  CHECK(target.search_path == "s");
  CHECK(target.database == "d");
  CHECK(target.host == "h:5");
  CHECK(target.url.reveal() == "postgres://u:p@h:5/d?search_path=s&sslmode=disable");
  CHECK(pg::Target::parse(Secret("postgresql://h")).database.empty());
  CHECK(pg::Target::parse(Secret("postgres:///?dbname=x&host=/run")).database == "x");
}

TEST_CASE("what is no URL of a PostgreSQL database") {
  CHECK(refusal("mysql://h/d") == "sql/sqlclient: unknown driver \"mysql\". See: https://atlasgo.io/url");
  CHECK(refusal("") == "sql/sqlclient: missing driver. See: https://atlasgo.io/url");
  CHECK(refusal("postgres://u@h/%zz") == "sql/sqlclient: parse open url: invalid URL escape \"%zz\"");
  CHECK(refusal("postgres://u@h:55x/d") == "sql/sqlclient: parse open url: invalid port \":55x\" after host");
}

TEST_CASE("no half of a password is shown") {
  CHECK(refusal("postgres://u:hunter/2@h/d").find("hunter") == std::string::npos);
  CHECK(refusal("postgres://u:hunter#2@h/d").find("hunter") == std::string::npos);
  CHECK(refusal("postgres://u:hunter?2@h/d").find("hunter") == std::string::npos);
}
