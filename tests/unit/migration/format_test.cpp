// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/format.hpp>

#include <support/catch.hpp>

using namespace plumb::migration;

TEST_CASE("formats have the names that URLs and flags use") {
  for (const char* name : {"atlas", "golang-migrate", "goose", "flyway", "liquibase", "dbmate"}) {
    REQUIRE(parse_format(name));
    CHECK(format_name(*parse_format(name)) == name);
  }
  CHECK(parse_format("") == Format::atlas);
  CHECK_FALSE(parse_format("Atlas"));
}

TEST_CASE("version and description of a name") {
  const auto parts = [](std::string_view name) {
    std::pair<std::string, std::string> out;
    name_parts(name, out.first, out.second);
    return out;
  };
  using Parts = std::pair<std::string, std::string>;
  CHECK(parts("20260501120000_initial.sql") == Parts{"20260501120000", "initial"});
  CHECK(parts("1.sql") == Parts{"1", ""});
  CHECK(parts("1.a_sub.up.sql") == Parts{"1.a", "sub.up"});
  CHECK(parts("2.10.x-20_description.sql") == Parts{"2.10.x-20", "description"});
  CHECK(parts("_x.sql") == Parts{"", "x"});
  CHECK(parts("1.up.sql") == Parts{"1.up", ""});
  CHECK(parts("1_a_b.sql.sql") == Parts{"1", "a_b.sql"});
  CHECK(parts(".sql") == Parts{"", ""});
}
