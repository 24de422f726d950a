// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <support/catch.hpp>
#include <thread>

#include "scratch.hpp"

using namespace plumb;
using devdb::Program;

namespace {

struct Fixture {
  test::ScratchFolder scratch;
  Descriptor log{::open(scratch.path("log").c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)};
  [[nodiscard]] Program shell(const std::string& script) const {
    return {.arguments = {"/bin/sh", "-c", script}, .user = {}, .log = log.get()};
  }
  [[nodiscard]] std::string logged() const { return read_file(scratch.path("log")); }
};

}  // namespace

TEST_CASE("a program runs to its end, with its output in the log") {
  const Fixture fixture;
  CHECK(devdb::run(fixture.shell("echo out; echo err >&2; exit 3")) == 3);
  CHECK(fixture.logged() == "out\nerr\n");
  CHECK(devdb::run(fixture.shell("kill -9 $$")) == 137);
}

TEST_CASE("a program that cannot be run says why") {
  const Fixture fixture;
  CHECK(devdb::run({.arguments = {"/nonexistent/initdb"}, .user = {}, .log = fixture.log.get()}) == 126);
  CHECK(fixture.logged() == "plumb: /nonexistent/initdb: No such file or directory\n");
}

TEST_CASE("our environment does not reach it") {
  const Fixture fixture;
  test::Variables variables;
  variables.set("PGOPTIONS", "-c work_mem=1");
  CHECK(devdb::run(fixture.shell("echo \"[$PGOPTIONS]$TZ\"")) == 0);
  CHECK(fixture.logged() == "[]UTC\n");
}

TEST_CASE("a kept program is stopped and its folder removed") {
  const Fixture fixture;
  const std::string folder = fixture.scratch.path("server");
  std::filesystem::create_directories(folder + "/data");
  {
    devdb::KeptServer server(
        fixture.shell("trap 'echo stopped; exit 0' QUIT; echo started; while :; do sleep 0.01; done"), folder);
    while (fixture.logged() != "started\n") std::this_thread::yield();
    CHECK(server.running());
  }
  CHECK(fixture.logged() == "started\nstopped\n");
  CHECK_FALSE(std::filesystem::exists(folder));
}

TEST_CASE("a kept program that ends by itself leaves its folder") {
  const Fixture fixture;
  const std::string folder = fixture.scratch.path("server");
  std::filesystem::create_directories(folder);
  devdb::KeptServer server(fixture.shell("exit 5"), folder);
  while (server.running()) std::this_thread::yield();
  CHECK(std::filesystem::exists(folder));
}
