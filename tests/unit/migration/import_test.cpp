// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/import.hpp>

#include <plumb/base/error.hpp>

#include <support/catch.hpp>

#include "temp_directory.hpp"

using namespace plumb::migration;
using Files = std::vector<NewFile>;

namespace {

Files import(Format format, std::map<std::string, std::string> files) {
  return import_files(Directory::from_files(std::move(files), format));
}

}  // namespace

TEST_CASE("statements keep their comments and get one semicolon") {
  CHECK(import(Format::dbmate, {{"1_a.sql",
                                 "-- migrate:up\n-- lost\n\n-- kept\n/* too */\nCREATE TABLE a;\nCREATE TABLE b\n"
                                 "-- migrate:down\nDROP TABLE a;\n"}}) ==
        Files{{"1_a.sql", "-- kept\n/* too */\nCREATE TABLE a;\nCREATE TABLE b;\n"}});
  CHECK(import(Format::goose,
               {{"1_a.sql", "-- +goose Up\n-- +goose StatementBegin\na;\nb;\n-- +goose StatementEnd\n"}}) ==
        Files{{"1_a.sql", "a;\nb;\n"}});
  CHECK(import(Format::golang_migrate, {{"1_a.up.sql", "x;"}, {"1_a.down.sql", "y;"}, {"2.up.sql", ""}}) ==
        Files{{"1_a.sql", "x;\n"}, {"2.up.sql", ""}});
  CHECK(import(Format::liquibase, {{"1.sql", "--liquibase formatted sql\n--changeset a:1\nx;\n"}}) ==
        Files{{"1.sql", "--liquibase formatted sql\n--changeset a:1\nx;\n"}});
}

TEST_CASE("repeatable files of flyway go behind the last version, each with a version of its own") {
  CHECK(import(Format::flyway, {{"V1__a.sql", "a;"}, {"V3_1__b.sql", "b;"}, {"R__v.sql", "v;"}, {"R__w.sql", "w;"}}) ==
        Files{{"1_a.sql", "a;\n"}, {"3_1_b.sql", "b;\n"}, {"3_1R_v.sql", "v;\n"}, {"3_1Rr_w.sql", "w;\n"}});
  CHECK(import(Format::flyway, {{"R__v.sql", "v;"}}) == Files{{"0R_v.sql", "v;\n"}});
}

TEST_CASE("what cannot be imported") {
  CHECK_THROWS_WITH(import(Format::atlas, {}), "cannot import a migration directory already in \"atlas\" format");
  CHECK_THROWS_WITH(import(Format::dbmate, {{"1.sql", "-- migrate:up\n'x"}}),
                    "sql/migrate: scanning statements from \"1.sql\": 1:1: unclosed quote '\\''");
  CHECK_THROWS_WITH(import(Format::goose, {{"1.sql", "-- +goose Down\n"}}),
                    "sql/migrate: goose: 1.sql:1 unexpected goosePragma 'Down'");
  CHECK_THROWS_WITH(import(Format::flyway, {{"a/V1__x.sql", ""}, {"b/V1__x.sql", ""}}),
                    "more than one file would become 1_x.sql");
  CHECK(import(Format::goose, {}).empty());
}

TEST_CASE("an import is written with its sum, to a directory that had no migrations") {
  const TempDirectory temp;
  write_import(temp.url("/a/b"), {{"1_a.sql", "x;\n"}});
  const Directory written = Directory::open(temp.url("/a/b"));
  CHECK(written.files().size() == 1);
  CHECK_FALSE(written.check_sum());
  CHECK(written.sum_file());
  CHECK_THROWS_WITH(write_import(temp.url("/a/b"), {{"2_a.sql", "x;\n"}}), "target migration directory must be empty");
}
