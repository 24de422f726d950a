// SPDX-License-Identifier: Apache-2.0
// How often a command waits for the server: what a distant database costs.
#include <support/catch.hpp>

#include <plumb/workflow/apply.hpp>
#include <plumb/workflow/status.hpp>

#include "stream.hpp"

using namespace plumb;

namespace {

workflow::MigrateTarget target(test::Files files, const test::TestDatabase& database) {
  files["atlas.sum"] = migration::Directory::from_files(files).computed_sum();
  return {.dir_url = "mem://stream", .memory = {{"stream", std::move(files)}}, .url = database.url()};
}

std::uint64_t round_trips_of_apply(const workflow::MigrateTarget& where) {
  pg::Traffic traffic;
  const workflow::Runtime runtime{.clock = Clock::system(), .stop = Stop::never(), .say = {}, .traffic = &traffic};
  CHECK(workflow::apply({.target = where}, runtime).report.error.empty());
  return traffic.round_trips;
}

}  // namespace

TEST_CASE("with nothing to do, status and apply wait twice at most") {
  const test::TestDatabase database;
  const auto where = target(test::many_files(10), database);
  static_cast<void>(round_trips_of_apply(where));
  CHECK(round_trips_of_apply(where) <= 2);

  pg::Traffic traffic;
  const workflow::Runtime runtime{.clock = Clock::system(), .stop = Stop::never(), .say = {}, .traffic = &traffic};
  CHECK(workflow::status(where, runtime).status.status == "OK");
  CHECK(traffic.round_trips <= 2);
}

TEST_CASE("round trips do not grow with the files") {
  const test::TestDatabase few;
  const test::TestDatabase many;
  const std::uint64_t ten = round_trips_of_apply(target(test::many_files(10), few));
  const std::uint64_t fifty = round_trips_of_apply(target(test::many_files(50), many));
  CHECK(fifty <= ten + 2);
  CHECK(fifty <= 16);
}
