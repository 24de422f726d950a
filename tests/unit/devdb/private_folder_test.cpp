// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/private_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

#include "scratch.hpp"

using namespace plumb;
using devdb::make_private_folder;

namespace {

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

}  // namespace

TEST_CASE("a private folder is made with those above it, and closed to others") {
  const test::ScratchFolder scratch;
  make_private_folder(scratch.path("a/b/c"));
  CHECK(mode_of(scratch.path("a/b/c")) == 0700);
  ::chmod(scratch.path("a/b/c").c_str(), 0777);
  make_private_folder(scratch.path("a/b/c"));
  CHECK(mode_of(scratch.path("a/b/c")) == 0700);
  make_private_folder(scratch.path("a/b/c"), devdb::PassThrough::yes);
  CHECK(mode_of(scratch.path("a/b/c")) == 0711);
}

TEST_CASE("links, files and folders of others are refused") {
  const test::ScratchFolder scratch;
  std::filesystem::create_directory(scratch.path("there"));
  std::filesystem::create_directory_symlink(scratch.path("there"), scratch.path("link"));
  write_file(scratch.path("file"), "");
  CHECK_THROWS_WITH(make_private_folder(scratch.path("link")), scratch.path("link") + " is not a folder");
  CHECK_THROWS_WITH(make_private_folder(scratch.path("file")), scratch.path("file") + " is not a folder");
  CHECK(devdb::is_own_folder(scratch.path("there")));
  CHECK_FALSE(devdb::is_own_folder(scratch.path("link")));
  CHECK_FALSE(devdb::is_own_folder(scratch.path("missing")));
  ::chmod(scratch.path("there").c_str(), 0777);
  CHECK_FALSE(devdb::is_own_folder(scratch.path("there")));
  if (::geteuid() == 0) {
    REQUIRE(::chown(scratch.path("there").c_str(), 4711, 4711) == 0);
    CHECK_THROWS_WITH(make_private_folder(scratch.path("there")),
                      scratch.path("there") + " belongs to uid 4711, not to us (uid 0)");
  }
}

TEST_CASE("what a folder takes is what its removal frees") {
  const test::ScratchFolder scratch;
  std::filesystem::create_directories(scratch.path("a/b"));
  write_file(scratch.path("a/b/file"), std::string(100'000, 'x'));
  const std::uint64_t bytes = devdb::disk_usage(scratch.path("a"));
  CHECK(bytes >= 100'000);
  CHECK(devdb::remove_folder(scratch.path("a")) == bytes);
  CHECK_FALSE(std::filesystem::exists(scratch.path("a")));
  CHECK(devdb::remove_folder(scratch.path("a")) == 0);
}
