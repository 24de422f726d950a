// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "given_format.hpp"

using namespace given;

TEST_CASE("dbmate: the lines between up and down") {
  const std::string content = "-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\nDROP TABLE a;\n";
  const Directory directory = Directory::from_files({{"1_a.sql", content}}, Format::dbmate);
  CHECK(directory.files()[0].hash == "O8gu3HDkcN/MWU2CBtZUwvr3rtRe0BUacdoz4/1ESFY=");
  CHECK(statements(Format::dbmate, content) == Texts{"CREATE TABLE a (id int);"});
  CHECK(statements(Format::dbmate, "lost;\n-- migrate:up\na;\nb down;\nc;\n") == Texts{"a;", "c;"});
  CHECK(statements(Format::dbmate, "-- migrate:up transaction:false\na;\n").empty());
  CHECK(statements(Format::dbmate, "-- migrate:up\r\na\r\nb;\r\n") == Texts{"a\nb;"});
}
