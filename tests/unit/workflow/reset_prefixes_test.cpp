// SPDX-License-Identifier: Apache-2.0
#include "../../../src/workflow/reset_prefixes.hpp"

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

using namespace plumb;
using Places = std::vector<std::size_t>;

namespace {

migration::Directory directory(std::map<std::string, std::string> files) {
  return migration::Directory::from_files(std::move(files));
}

std::vector<std::string> names(const migration::Directory& directory, const std::optional<std::string>& version) {
  std::vector<std::string> out;
  for (const migration::File* file : workflow::files_up_to(directory, version)) out.push_back(file->name);
  return out;
}

std::vector<std::string> keys(std::map<std::string, std::string> files, std::string_view circumstances = "c") {
  const migration::Directory made = directory(std::move(files));
  return workflow::prefix_keys(workflow::files_up_to(made, std::nullopt), circumstances);
}

}  // namespace

TEST_CASE("the files of a reset go from the last checkpoint to the version") {
  const migration::Directory plain = directory({{"1_a.sql", "a"}, {"2_b.sql", "b"}, {"3_c.sql", "c"}});
  CHECK(names(plain, std::nullopt) == std::vector<std::string>{"1_a.sql", "2_b.sql", "3_c.sql"});
  CHECK(names(plain, "2") == std::vector<std::string>{"1_a.sql", "2_b.sql"});
  CHECK_THROWS_WITH(names(plain, "4"), "no migration has version \"4\"");
  const migration::Directory check = directory({{"1_a.sql", "a"},
                                                {"2_b.sql", "-- atlas:checkpoint\n\nb"},
                                                {"3_c.sql", "c"},
                                                {"4_d.sql", "-- atlas:checkpoint\n\nd"}});
  CHECK(names(check, std::nullopt) == std::vector<std::string>{"4_d.sql"});
  CHECK(names(check, "3") == std::vector<std::string>{"2_b.sql", "3_c.sql"});
  CHECK(names(check, "2") == std::vector<std::string>{"2_b.sql"});
  CHECK(names(check, "1") == std::vector<std::string>{"1_a.sql"});
}

TEST_CASE("keys are those of prefixes: what comes later does not change them, what came before does") {
  const auto three = keys({{"1_a.sql", "a"}, {"2_b.sql", "b"}, {"3_c.sql", "c"}});
  REQUIRE(three.size() == 4);
  for (const std::string& key : three) {
    CHECK(key.size() == 40);
    CHECK(key.find_first_not_of("0123456789abcdef") == std::string::npos);
  }
  const auto edited = keys({{"1_a.sql", "a"}, {"2_b.sql", "B"}, {"3_c.sql", "c"}});
  CHECK((edited[0] == three[0] && edited[1] == three[1] && edited[2] != three[2] && edited[3] != three[3]));
  const auto longer = keys({{"1_a.sql", "a"}, {"2_b.sql", "b"}, {"3_c.sql", "c"}, {"4_d.sql", "d"}});
  CHECK(std::vector(longer.begin(), longer.begin() + 4) == three);
  CHECK(keys({{"1_a.sql", "a"}}, "other")[1] != three[1]);
  CHECK(keys({{"1_x.sql", "a"}})[1] != three[1]);
  // Not only what is in the sum counts.
  CHECK(keys({{"1_a.sql", "-- atlas:sum ignore\n\na"}})[1] != keys({{"1_a.sql", "-- atlas:sum ignore\n\nb"}})[1]);
}

TEST_CASE("copies are kept at the end, and ever farther before it") {
  CHECK(workflow::places_to_keep(0, 0).empty());
  CHECK(workflow::places_to_keep(3, 3).empty());
  CHECK(workflow::places_to_keep(0, 1) == Places{1});
  CHECK(workflow::places_to_keep(2, 3) == Places{3});
  CHECK(workflow::places_to_keep(0, 3) == Places{2, 3});
  CHECK(workflow::places_to_keep(0, 1000) == Places{744, 936, 984, 996, 999, 1000});
  CHECK(workflow::places_to_keep(990, 1000) == Places{996, 999, 1000});
}
