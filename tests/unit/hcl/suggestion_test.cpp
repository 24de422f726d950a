// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/suggestion.hpp>

#include <support/catch.hpp>

using plumb::hcl::did_you_mean;

TEST_CASE("a name at most two edits away is suggested, the nearest one") {
  CHECK(did_you_mean("locals", {"atlas", "local"}) == " Did you mean \"local\"?");
  CHECK(did_you_mean("vra", {"env", "var"}) == " Did you mean \"var\"?");
  CHECK(did_you_mean("nope", {"var", "local"}).empty());
  CHECK(did_you_mean("a", {}).empty());
}
