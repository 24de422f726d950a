// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/directory.hpp>

#include <support/catch.hpp>

#include "../temp_directory.hpp"

using namespace plumb::migration;

namespace {

using Texts = std::vector<std::string>;

Texts statements(Format format, const std::string& content) {
  const auto result = Directory::from_files({{"1_a.sql", content}}, format).files().at(0).statements();
  Texts out;
  for (const auto& statement : result.statements) out.push_back(statement.text);
  for (const auto& error : result.errors) out.push_back("error: " + error.text());
  return out;
}

// "name|version|description" of each file.
Texts listed(const Directory& directory) {
  Texts out;
  for (const File& file : directory.files()) out.push_back(file.name + "|" + file.version + "|" + file.description);
  return out;
}

Texts listed(Format format, const Texts& names) {
  std::map<std::string, std::string> files;
  for (const std::string& name : names) files[name] = "";
  return listed(Directory::from_files(files, format));
}

}  // namespace

TEST_CASE("goose: the hash and the statements of a recorded directory") {
  const std::string content = "-- +goose Up\nCREATE TABLE a (id int);\n\n-- +goose Down\nDROP TABLE a;\n";
  const Directory directory = Directory::from_files({{"1_a.sql", content}}, Format::goose);
  CHECK(directory.files()[0].hash == "HDKsV2FoVBsu6hGZ3ptKTVJSjuROlPj9bPtO52aXKOw=");
  CHECK(statements(Format::goose, content) == Texts{"CREATE TABLE a (id int);"});
}

TEST_CASE("goose: a statement ends at a line that ends in a semicolon") {
  CHECK(statements(Format::goose, "-- +goose Up\na; b\nc; \n-- d;\ne;\n") == Texts{"a; b\nc;", "e;"});
  CHECK(statements(Format::goose, "first\n-- +goose Up\na;\r\nb;\r\n-- +goose Down\nc;\n") == Texts{"first\na;", "b;"});
  CHECK(statements(Format::goose, "-- +goose Up\na 'x;\ny';\nb;") == Texts{"a 'x;\ny';", "b;"});
  CHECK(statements(Format::goose, "-- +goose Up\n-- +goose NO TRANSACTION\na;\nshut Down;\nb;\n") == Texts{"a;", "b;"});
}

TEST_CASE("goose: a marked statement is one, whatever it holds") {
  CHECK(
      statements(Format::goose,
                 "-- +goose Up\na;\n-- +goose StatementBegin\nb;\nc;\n-- +goose StatementEnd\nd;\n-- +goose Down\n") ==
      Texts{"a;", "b;\nc;", "d;"});
}

TEST_CASE("goose: a pragma out of place is an error that names file and line") {
  const auto error = [](int line, const std::string& word) {
    return Texts{"error: sql/migrate: goose: 1_a.sql:" + std::to_string(line) + " unexpected goosePragma '" + word +
                 "'"};
  };
  CHECK(statements(Format::goose, "-- +goose Down\n") == error(1, "Down"));
  CHECK(statements(Format::goose, "-- +goose Up\n-- +goose Up\n") == error(2, "Up"));
  CHECK(statements(Format::goose, "\n\n-- +goose StatementBegin\n") == error(3, "StatementBegin"));
  CHECK(statements(Format::goose, "-- +goose Up\n-- +goose StatementEnd\n") == error(2, "StatementEnd"));
  CHECK(statements(Format::goose, "-- +goose Up\n-- +goose StatementBegin\n-- +goose Down\n") == error(3, "Down"));
}

TEST_CASE("goose: an error of the scanner has the line of the file") {
  CHECK(statements(Format::goose, "-- +goose Up\na;\n-- +goose StatementBegin\n'b;\n-- +goose StatementEnd\n") ==
        Texts{"a;", "error: 4:1: unclosed quote '\\''"});
}

TEST_CASE("dbmate: the lines between up and down") {
  const std::string content = "-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\nDROP TABLE a;\n";
  const Directory directory = Directory::from_files({{"1_a.sql", content}}, Format::dbmate);
  CHECK(directory.files()[0].hash == "O8gu3HDkcN/MWU2CBtZUwvr3rtRe0BUacdoz4/1ESFY=");
  CHECK(statements(Format::dbmate, content) == Texts{"CREATE TABLE a (id int);"});
  CHECK(statements(Format::dbmate, "lost;\n-- migrate:up\na;\nb down;\nc;\n") == Texts{"a;", "c;"});
  CHECK(statements(Format::dbmate, "-- migrate:up transaction:false\na;\n").empty());
  CHECK(statements(Format::dbmate, "-- migrate:up\r\na\r\nb;\r\n") == Texts{"a\nb;"});
}

TEST_CASE("a line of more than 64 KiB does not end a file") {
  const std::string wide = "SELECT '" + std::string(100'000, 'x') + "';";
  CHECK(statements(Format::dbmate, "-- migrate:up\n" + wide + "\nb;\n") == Texts{wide, "b;"});
  CHECK(statements(Format::goose, "-- +goose Up\n" + wide + "\nb;\n") == Texts{wide, "b;"});
}

TEST_CASE("liquibase: its marks are comments") {
  const std::string content =
      "--liquibase formatted sql\n\n--changeset me:1\nCREATE TABLE a (id int);\n--rollback: DROP TABLE a;\n";
  const Directory directory = Directory::from_files({{"1_a.sql", content}}, Format::liquibase);
  CHECK(directory.files()[0].hash == "/Ts9Cw+KeVaCFIbCbIPfVeSxs7J5mwFOYnQibmE9/po=");
  CHECK(statements(Format::liquibase, content) == Texts{"CREATE TABLE a (id int);"});
}

TEST_CASE("golang-migrate: up files only") {
  CHECK(listed(Format::golang_migrate, {"2_b.up.sql", "2_b.down.sql", "1_initial.up.sql", "3.up.sql", "4_x.sql"}) ==
        Texts{"1_initial.up.sql|1|initial", "2_b.up.sql|2|b", "3.up.sql|3.up|"});
}

TEST_CASE("flyway: versions in the order of their numbers, then what is repeated") {
  CHECK(listed(Format::flyway, {"V10__ten.sql", "V2__two.sql", "U2__two.sql", "V2.1__b.sql", "V2_0_1__a.sql",
                                "Vx__zero.sql", "R__views.sql", "R__again.sql", "v3/V3_1__third.sql", "notes.sql"}) ==
        Texts{"Vx__zero.sql|x|zero", "V2__two.sql|2|two", "V2_0_1__a.sql|2_0_1|a", "V2.1__b.sql|2.1|b",
              "v3/V3_1__third.sql|3_1|third", "V10__ten.sql|10|ten", "R__again.sql||again", "R__views.sql||views"});
}

TEST_CASE("flyway: a baseline stands for the versions up to it, compared as text") {
  CHECK(listed(Format::flyway, {"B2__base.sql", "B3__base.sql", "V1__a.sql", "V3__c.sql", "V4__d.sql", "V10__k.sql"}) ==
        Texts{"B3__base.sql|3|base", "V4__d.sql|4|d"});
}

TEST_CASE("flyway: directories below are read, but not those with a dot") {
  const TempDirectory temp;
  temp.write({{"V1__a.sql", "a;"}, {"v2/deep/V2__b.sql", "b;"}, {".git/V3__c.sql", "c;"}, {"x.sql/V4__d.sql", "d;"}});
  CHECK(listed(Directory::open(temp.url("?format=flyway"))) ==
        Texts{"V1__a.sql|1|a", "v2/deep/V2__b.sql|2|b", "x.sql/V4__d.sql|4|d"});
}
