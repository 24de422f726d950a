// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/readiness.hpp"

#include <support/catch.hpp>

#include "scratch.hpp"

using namespace plumb;

TEST_CASE("a server is ready when the eighth line of its pid file says so") {
  const test::ScratchFolder scratch;
  devdb::ReadinessWatch watch(scratch.path());
  CHECK_FALSE(watch.ready());
  const std::string start = "4711\n/data\n1764000000\n5432\n/socket\n\n  1234 5678\n";
  for (const char* status : {"", "starting\n", "stopping\n", "standby \n"}) {
    write_file(scratch.path("postmaster.pid"), start + status);
    CHECK_FALSE(watch.ready());
  }
  write_file(scratch.path("postmaster.pid"), start + "ready   \n");
  CHECK(watch.ready());
}

TEST_CASE("waiting ends with a Stop") {
  const test::ScratchFolder scratch;
  devdb::ReadinessWatch watch(scratch.path());
  Stop stop;
  stop.request();
  watch.wait(stop);
  CHECK_FALSE(watch.ready());
}
