// SPDX-License-Identifier: Apache-2.0
#include "../../../src/cli/suggestions.hpp"

#include <support/catch.hpp>

using namespace plumb::cli;

using Texts = std::vector<std::string>;

TEST_CASE("commands near to what was typed") {
  CHECK(near_commands("", "migrat") == Texts{"migrate"});
  CHECK(near_commands("", "mig") == Texts{"migrate"});
  CHECK(near_commands("migrate", "aply") == Texts{"apply"});
  CHECK(near_commands("migrate", "statsu") == Texts{"status"});
  CHECK(near_commands("project", "evl") == Texts{"eval"});
  CHECK(near_commands("", "apply").empty());  // of another group
  CHECK(near_commands("", "xyzzy").empty());
}

TEST_CASE("commands of Atlas that are not there are known by name") {
  CHECK(is_unsupported("migrate", "checkpoint"));
  CHECK(is_unsupported("migrate", "down"));
  CHECK_FALSE(is_unsupported("migrate", "apply"));
  CHECK_FALSE(is_unsupported("", "down"));
}
