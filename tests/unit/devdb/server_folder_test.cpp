// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/server_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <support/catch.hpp>

#include "scratch.hpp"

using namespace plumb;
using devdb::ServerFolder;

namespace {

void log_line(const ServerFolder& folder, const std::string& line) {
  REQUIRE(::write(folder.log(), line.data(), line.size()) == static_cast<ssize_t>(line.size()));
}

// What a plumb that was killed leaves: the folder with its marker, locked by nobody.
std::string make_leftover(const test::ScratchFolder& scratch, const std::string& name, const std::string& marker) {
  std::filesystem::create_directories(scratch.path(name + "/data"));
  write_file(scratch.path(name + "/lock"), marker);
  return scratch.path(name);
}

}  // namespace

TEST_CASE("a server's folder is there as long as the object") {
  const test::ScratchFolder scratch;
  std::string path;
  {
    const ServerFolder folder(scratch.path(), std::nullopt);
    path = folder.path();
    CHECK(std::filesystem::is_directory(folder.socket()));
    CHECK_FALSE(std::filesystem::exists(folder.data()));
    CHECK(path.starts_with(scratch.path("plumb-server-")));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("the end of the log is indented") {
  const test::ScratchFolder scratch;
  const ServerFolder folder(scratch.path(), std::nullopt);
  CHECK(folder.log_tail().empty());
  for (int i = 1; i <= 20; ++i) log_line(folder, std::to_string(i) + "\n");
  CHECK(folder.log_tail() == "\n  9\n  10\n  11\n  12\n  13\n  14\n  15\n  16\n  17\n  18\n  19\n  20");
}

TEST_CASE("leftovers are removed, what is used or not ours is not") {
  const test::ScratchFolder scratch;
  std::string marker;
  const ServerFolder used(scratch.path(), std::nullopt);
  marker = read_file(used.path() + "/lock");
  const std::string left = make_leftover(scratch, "plumb-server-killed", marker);
  const std::string foreign = make_leftover(scratch, "plumb-server-other", "somebody else's file");
  const std::string unmarked = scratch.path("plumb-server-new");
  std::filesystem::create_directories(unmarked);
  const std::string named = make_leftover(scratch, "another-name", marker);
  std::filesystem::create_directory_symlink(named, scratch.path("plumb-server-link"));

  devdb::remove_leftovers(scratch.path());
  CHECK_FALSE(std::filesystem::exists(left));
  CHECK(std::filesystem::exists(used.path()));
  CHECK(std::filesystem::exists(foreign));
  CHECK(std::filesystem::exists(unmarked));
  CHECK(std::filesystem::exists(named + "/data"));
  devdb::remove_leftovers(scratch.path("missing"));  // nothing happens
}
