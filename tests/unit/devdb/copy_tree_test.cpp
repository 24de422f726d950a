// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/copy_tree.hpp"

#include <sys/stat.h>

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

#include "scratch.hpp"

using namespace plumb;

TEST_CASE("a tree is copied, and the copy is its own") {
  const test::ScratchFolder scratch;
  std::filesystem::create_directories(scratch.path("from/a/b"));
  std::filesystem::create_directories(scratch.path("from/empty"));
  const std::string big(3'000'000, 'x');
  write_file(scratch.path("from/one"), "1");
  write_file(scratch.path("from/a/b/big"), big);
  write_file(scratch.path("from/a/nothing"), "");
  devdb::copy_tree(scratch.path("from"), scratch.path("to"), std::nullopt);
  CHECK(read_file(scratch.path("to/one")) == "1");
  CHECK(read_file(scratch.path("to/a/b/big")) == big);
  CHECK(read_file(scratch.path("to/a/nothing")).empty());
  CHECK(std::filesystem::is_directory(scratch.path("to/empty")));
  write_file(scratch.path("to/one"), "2");
  CHECK(read_file(scratch.path("from/one")) == "1");
  struct stat status {};
  REQUIRE(::stat(scratch.path("to/a").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
  REQUIRE(::stat(scratch.path("to/a/nothing").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("across file systems, too") {
  const test::ScratchFolder scratch;
  std::filesystem::create_directories(scratch.path("from"));
  write_file(scratch.path("from/file"), std::string(100'000, 'y'));
  const std::string there = "/dev/shm/" + std::filesystem::path(scratch.path()).filename().string();
  devdb::copy_tree(scratch.path("from"), there, std::nullopt);
  CHECK(read_file(there + "/file") == std::string(100'000, 'y'));
  std::filesystem::remove_all(there);
}

TEST_CASE("what cannot be copied is named") {
  const test::ScratchFolder scratch;
  const std::string from = scratch.path("nothing");
  CHECK_THROWS_WITH(devdb::copy_tree(from, scratch.path("to"), std::nullopt),
                    "copy " + from + " to " + scratch.path("to") + ": no such file or directory");
  std::filesystem::create_directories(scratch.path("from"));
  std::filesystem::create_directories(scratch.path("to"));
  CHECK_THROWS_WITH(devdb::copy_tree(scratch.path("from"), scratch.path("to"), std::nullopt),
                    "copy " + scratch.path("from") + " to " + scratch.path("to") + ": file exists");
}
