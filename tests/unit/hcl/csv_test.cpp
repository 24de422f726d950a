// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/csv.hpp>

#include <support/catch.hpp>

using namespace plumb::hcl;

namespace {

std::vector<CsvRecord> records(std::string_view text) {
  CsvReader reader(text);
  std::vector<CsvRecord> out;
  for (;;) {
    auto next = reader.next();
    const auto* record = std::get_if<std::optional<CsvRecord>>(&next);
    if (!record || !*record) return out;
    out.push_back(**record);
  }
}

std::string first_error(std::string_view text) {
  CsvReader reader(text);
  auto next = reader.next();
  const auto* error = std::get_if<CsvError>(&next);
  return error ? error->text() : "";
}

}  // namespace

TEST_CASE("records are lines, fields are between commas") {
  CHECK(records("a,b\r\n\n1,\n") == std::vector<CsvRecord>{{"a", "b"}, {"1", ""}});
  CHECK(records("\"a,b\",\"x\"\"y\",\"1\n2\"") == std::vector<CsvRecord>{{"a,b", "x\"y", "1\n2"}});
  CHECK(records("").empty());
}

TEST_CASE("misplaced quotes are told by line and column") {
  CHECK(first_error("v=a\"b") == "parse error on line 1, column 4: bare \" in non-quoted-field");
  CHECK(first_error("\"a\"b") == "parse error on line 1, column 3: extraneous or missing \" in quoted-field");
  CHECK(first_error("\"a\nb") ==
        "record on line 1; parse error on line 2, column 2: extraneous or missing \" in quoted-field");
}
