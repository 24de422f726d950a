// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/settings/settings.hpp>

namespace plumb::settings {
namespace {

TEST_CASE("the nearest name is proposed, if it is near") {
  CHECK(did_you_mean("tenent", {"tables", "tenant"}) == "did you mean \"tenant\"?");
  CHECK(did_you_mean("RLS02", {"RLS001", "RLS002"}) == "did you mean \"RLS002\"?");
  CHECK(did_you_mean("waiver", {"rules", "waivers"}) == "did you mean \"waivers\"?");
  CHECK(did_you_mean("colour", {"tenant"}).empty());
  CHECK(did_you_mean("x", {}).empty());
}

}  // namespace
}  // namespace plumb::settings
