// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/places.hpp"

#include <unistd.h>

#include <support/catch.hpp>

#include "scratch.hpp"

using namespace plumb;
using devdb::Reach;

TEST_CASE("the cache is where the user says, or in the user's home, or nowhere") {
  test::Variables variables;
  variables.set("XDG_CACHE_HOME", "/x/cache");
  CHECK(devdb::cache_folder() == "/x/cache/plumb");
  variables.set("XDG_CACHE_HOME", "relative");  // the specification says: to be ignored
  variables.set("HOME", "/home/u");
  CHECK(devdb::cache_folder() == (::geteuid() == 0 ? "/var/cache/plumb" : "/home/u/.cache/plumb"));
  variables.set("HOME", std::nullopt);
  CHECK(devdb::cache_folder() == (::geteuid() == 0 ? "/var/cache/plumb" : ""));
}

TEST_CASE("servers go where TMPDIR says, if a socket's path fits and everybody who must can go there") {
  const test::ScratchFolder scratch;
  test::Variables variables;
  variables.set("TMPDIR", scratch.path() + "/");
  CHECK(devdb::servers_folder(Reach::self) == scratch.path());
  CHECK(devdb::servers_folder(Reach::everybody) == "/tmp");  // mode 0700
  std::filesystem::permissions(scratch.path(), std::filesystem::perms(0755));
  CHECK(devdb::servers_folder(Reach::everybody) == scratch.path());
  const std::string longer = scratch.path(std::string(60, 'l'));
  std::filesystem::create_directories(longer);
  variables.set("TMPDIR", longer);
  CHECK(devdb::servers_folder(Reach::self) == "/tmp");
  variables.set("TMPDIR", scratch.path("missing"));
  CHECK(devdb::servers_folder(Reach::self) == "/tmp");
}
