// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/installation.hpp"

#include <fmt/format.h>

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

#include "scratch.hpp"

using namespace plumb;

namespace {

// A folder with programs that say what version they are.
void install(const std::string& folder, const std::string& version) {
  std::filesystem::create_directories(folder + "/bin");
  for (const char* name : {"postgres", "initdb"}) {
    const std::string file = folder + "/bin/" + name;
    write_file(file, fmt::format("#!/bin/sh\necho 'postgres (PostgreSQL) {}'\n", version));
    std::filesystem::permissions(file, std::filesystem::perms(0755));
  }
}

struct Machine {
  Machine() {
    variables.set("XDG_CACHE_HOME", scratch.path("cache"));
    variables.set("PLUMB_POSTGRES_HOME", std::nullopt);
    variables.set("PLUMB_POSTGRES_ROOT", scratch.path("root"));
  }
  test::ScratchFolder scratch;
  test::Variables variables;
};

}  // namespace

TEST_CASE("the home comes before the root, and only the wanted version counts") {
  Machine machine;
  // Versions that no machine has: /usr/lib/postgresql is looked into as well.
  install(machine.scratch.path("root/91"), "91.2");
  install(machine.scratch.path("root/92"), "92.1 (Debian 92.1-1)");
  install(machine.scratch.path("home"), "91.7");
  CHECK(devdb::find_installations(92).size() == 1);
  CHECK(devdb::find_installations(92)[0].version == "92.1");
  CHECK(devdb::find_installations(90).empty());
  machine.variables.set("PLUMB_POSTGRES_HOME", machine.scratch.path("home/bin"));
  const auto found = devdb::find_installations(91);
  REQUIRE(found.size() == 2);
  CHECK(found[0].version == "91.7");
  CHECK(found[0].origin == "PLUMB_POSTGRES_HOME");
  CHECK(found[0].bin == machine.scratch.path("home/bin"));
  CHECK(found[1].version == "91.2");
  const auto any = devdb::find_installations();
  REQUIRE(any.size() >= 3);
  CHECK(any[0].major == 92);
  CHECK(any[1].version == "91.7");
}

TEST_CASE("the version is asked once, and again when the program is another") {
  Machine machine;
  install(machine.scratch.path("root/91"), "91.2");
  CHECK(devdb::find_installations(91)[0].version == "91.2");
  const std::string before = devdb::identity(machine.scratch.path("root/91/bin"));
  CHECK(std::filesystem::exists(machine.scratch.path("cache/plumb/postgres/" + before + ".version")));
  install(machine.scratch.path("root/91"), "91.3.1");
  CHECK(devdb::identity(machine.scratch.path("root/91/bin")) != before);
  CHECK(devdb::find_installations(91)[0].version == "91.3.1");
}

TEST_CASE("what is missing is said, with what is there and what to do") {
  Machine machine;
  install(machine.scratch.path("root/91"), "91.2");
  try {
    static_cast<void>(devdb::choose_installation(90));
    FAIL("found");
  } catch (const Error& error) {
    CHECK(error.message().starts_with(
        "no PostgreSQL 90 on this machine to start a private server with (found: 91.2 in "));
    CHECK(error.hint().starts_with("run `plumb dev install 90`, "));
  }
  // A folder without a program, or with one that cannot be run, is no installation.
  std::filesystem::create_directories(machine.scratch.path("root/90/bin"));
  CHECK(devdb::find_installations(90).empty());
}
