// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/registry.hpp"

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

#include "../../../src/devdb/dev_record.hpp"
#include "scratch.hpp"

using namespace plumb;

TEST_CASE("one at a time has the lock of a server, also when its file is removed") {
  const test::ScratchFolder scratch;
  test::Variables variables;
  variables.set("PLUMB_DEV_FOLDER", scratch.path("records"));
  const devdb::Registry registry;
  Descriptor held = registry.try_lock("a");
  REQUIRE(held);
  CHECK_FALSE(registry.try_lock("a"));
  CHECK(registry.try_lock("b"));
  Stop stop;
  stop.request();
  CHECK_THROWS_WITH(registry.lock("a", stop), "waiting for another plumb was interrupted");
  registry.remove_lock_file("a");
  CHECK(registry.try_lock("a"));
  held.reset();
  CHECK(registry.lock("a", Stop::never()));
  CHECK(registry.keys() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a record alone is no server that lives") {
  const test::ScratchFolder scratch;
  test::Variables variables;
  variables.set("PLUMB_DEV_FOLDER", scratch.path("records"));
  const devdb::Registry registry;
  devdb::write_record(registry.record("a"),
                      {.name = {.name = "a"}, .state = devdb::DevServer::State::up, .folder = scratch.path()});
  CHECK_FALSE(registry.running("a"));
  CHECK_FALSE(registry.running("b"));
}

TEST_CASE("the project is the nearest folder upwards that has a file of plumb's") {
  const test::ScratchFolder scratch;
  std::filesystem::create_directories(scratch.path("app/below/deep"));
  CHECK(devdb::project_name(scratch.path("app/below")).project == scratch.path("app/below"));
  write_file(scratch.path("app/plumb.yaml"), "");
  CHECK(devdb::project_name(scratch.path("app/below/deep")) ==
        devdb::DevName{.name = "app", .project = scratch.path("app")});
  std::filesystem::create_directory_symlink(scratch.path("app/below"), scratch.path("link"));
  CHECK(devdb::project_name(scratch.path("link")).project == scratch.path("app"));
}
