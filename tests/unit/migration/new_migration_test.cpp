// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/new_migration.hpp>

#include <plumb/base/error.hpp>

#include <support/catch.hpp>

#include "temp_directory.hpp"

using namespace plumb::migration;
using Files = std::vector<NewFile>;

namespace {

const plumb::TimePoint k_now{std::chrono::sys_days{std::chrono::year{2026} / 5 / 1} + std::chrono::hours{12}};

Files render(Format format, const NewMigration& migration) {
  return render_migration(format, migration, k_now);
}

const NewMigration k_empty{.name = "n", .directives = {}, .changes = {}};
const NewMigration k_two{.name = "",
                         .directives = {},
                         .changes = {{.command = "CREATE TABLE a", .comment = "make a", .reverse = {"DROP TABLE a"}},
                                     {.command = "CREATE TABLE b", .comment = "", .reverse = {"DROP b1", "DROP b2"}}}};

}  // namespace

TEST_CASE("an empty migration of each format") {
  CHECK(render(Format::atlas, k_empty) == Files{{"20260501120000_n.sql", ""}});
  CHECK(render(Format::golang_migrate, k_empty) ==
        Files{{"20260501120000_n.up.sql", ""}, {"20260501120000_n.down.sql", ""}});
  CHECK(render(Format::goose, k_empty) == Files{{"20260501120000_n.sql", "-- +goose Up\n\n-- +goose Down\n"}});
  CHECK(render(Format::flyway, k_empty) == Files{{"V20260501120000__n.sql", ""}, {"U20260501120000__n.sql", ""}});
  CHECK(render(Format::liquibase, k_empty) == Files{{"20260501120000_n.sql", "--liquibase formatted sql"}});
  CHECK(render(Format::dbmate, k_empty) == Files{{"20260501120000_n.sql", "-- migrate:up\n\n-- migrate:down\n"}});
}

TEST_CASE("changes in each format") {
  const std::string up = "-- make a\nCREATE TABLE a;\nCREATE TABLE b;\n";
  const std::string down = "DROP b1;\nDROP b2;\n-- reverse: make a\nDROP TABLE a;\n";
  CHECK(render(Format::atlas, k_two) == Files{{"20260501120000.sql", "-- Make a\nCREATE TABLE a;\nCREATE TABLE b;\n"}});
  CHECK(render(Format::golang_migrate, k_two) ==
        Files{{"20260501120000.up.sql", up}, {"20260501120000.down.sql", down}});
  CHECK(render(Format::goose, k_two) ==
        Files{{"20260501120000.sql", "-- +goose Up\n" + up + "\n-- +goose Down\n" + down}});
  CHECK(render(Format::flyway, k_two) == Files{{"V20260501120000.sql", up}, {"U20260501120000.sql", down}});
  CHECK(render(Format::dbmate, k_two) ==
        Files{{"20260501120000.sql", "-- migrate:up\n" + up + "\n-- migrate:down\n" + down}});
  CHECK(
      render(Format::liquibase, k_two) ==
      Files{{"20260501120000.sql",
             "--liquibase formatted sql\n--changeset atlas:20260501120000-1\n--comment: make a\nCREATE TABLE a;\n"
             "--rollback: DROP TABLE a;\n\n--changeset atlas:20260501120000-2\nCREATE TABLE b;\n--rollback: DROP b1;\n"
             "--rollback: DROP b2;\n"}});
}

TEST_CASE("directives that are written are found again") {
  NewMigration migration = k_two;
  migration.directives = {{"txmode", "none"}, {"checkpoint", ""}};
  const Files files = render(Format::atlas, migration);
  CHECK(files[0].content.starts_with("-- atlas:txmode none\n-- atlas:checkpoint\n\n-- Make a\n"));
  CHECK(file_directives(files[0].content) == migration.directives);
}

TEST_CASE("added files are in the sum") {
  const TempDirectory temp;
  temp.write("1.sql", "SELECT 1;");
  add_files(Directory::open(temp.url()), render(Format::atlas, k_empty));
  CHECK(temp.files().at("20260501120000_n.sql").empty());
  const Directory after = Directory::open(temp.url());
  CHECK(after.files().size() == 2);
  CHECK_FALSE(after.check_sum());
}

TEST_CASE("a directory with odd characters in its path takes new files, too") {
  const TempDirectory temp;
  temp.write("a %?#b/1.sql", "");
  add_files(Directory::open_path(temp.path() + "/a %?#b"), render(Format::atlas, k_empty));
  CHECK(temp.files().contains("a %?#b/atlas.sum"));
}

TEST_CASE("nothing is overwritten, and after an error nothing is there") {
  const TempDirectory temp;
  temp.write("20260501120000_other.sql", "SELECT 1;");
  CHECK_THROWS_WITH(add_files(Directory::open(temp.url()), render(Format::atlas, k_empty)),
                    "migration version \"20260501120000\" is taken by 20260501120000_other.sql");
  CHECK(temp.files().size() == 1);

  const TempDirectory flyway;
  flyway.write("U20260501120000__n.sql", "mine");
  CHECK_THROWS_WITH(add_files(Directory::open(flyway.url("?format=flyway")), render(Format::flyway, k_empty)),
                    "open " + flyway.path() + "/U20260501120000__n.sql: file exists");
  CHECK(flyway.files() == std::map<std::string, std::string>{{"U20260501120000__n.sql", "mine"}});
}

TEST_CASE("a name with a slash names a directory that is not there") {
  const TempDirectory temp;
  const NewMigration migration{.name = "a/b", .directives = {}, .changes = {}};
  CHECK_THROWS_WITH(add_files(Directory::open(temp.url()), render(Format::atlas, migration)),
                    "open " + temp.path() + "/20260501120000_a/b.sql: no such file or directory");
}
