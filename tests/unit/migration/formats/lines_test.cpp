// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "given_format.hpp"

using namespace given;

TEST_CASE("a line of more than 64 KiB does not end a file") {
  const std::string wide = "SELECT '" + std::string(100'000, 'x') + "';";
  CHECK(statements(Format::dbmate, "-- migrate:up\n" + wide + "\nb;\n") == Texts{wide, "b;"});
  CHECK(statements(Format::goose, "-- +goose Up\n" + wide + "\nb;\n") == Texts{wide, "b;"});
}
