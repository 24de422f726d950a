// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "given_format.hpp"

using namespace given;

TEST_CASE("liquibase: its marks are comments") {
  const std::string content =
      "--liquibase formatted sql\n\n--changeset me:1\nCREATE TABLE a (id int);\n--rollback: DROP TABLE a;\n";
  const Directory directory = Directory::from_files({{"1_a.sql", content}}, Format::liquibase);
  CHECK(directory.files()[0].hash == "/Ts9Cw+KeVaCFIbCbIPfVeSxs7J5mwFOYnQibmE9/po=");
  CHECK(statements(Format::liquibase, content) == Texts{"CREATE TABLE a (id int);"});
}
