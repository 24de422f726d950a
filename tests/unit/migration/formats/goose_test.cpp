// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "given_format.hpp"

using namespace given;

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
