// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <support/catch.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace plumb {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : m_path(fs::temp_directory_path() / ("plumb_files_" + std::to_string(::getpid()))) {
    fs::create_directories(m_path);
  }
  ~Folder() { fs::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }
  [[nodiscard]] auto files() const { return std::distance(fs::directory_iterator(m_path), fs::directory_iterator()); }

 private:
  fs::path m_path;
};

TEST_CASE("a file is replaced in one step, and nothing is left beside it") {
  const Folder folder;
  write_file(folder.file("a"), "one");
  write_file(folder.file("a"), "two");
  CHECK(read_file(folder.file("a")) == "two");
  CHECK(folder.files() == 1);
}

TEST_CASE("asking whether a file can be written leaves nothing, and what is there as it was") {
  const Folder folder;
  require_writable(folder.file("new"));
  CHECK(folder.files() == 0);
  write_file(folder.file("old"), "kept");
  require_writable(folder.file("old"));
  CHECK(read_file(folder.file("old")) == "kept");
  CHECK(folder.files() == 1);
}

TEST_CASE("what cannot be written is told with its path") {
  const Folder folder;
  const std::string nowhere = folder.file("none/a");
  CHECK_THROWS_WITH(require_writable(nowhere), "open " + nowhere + ": no such file or directory");
  CHECK_THROWS_WITH(require_writable(folder.file(".")), "open " + folder.file(".") + ": is a directory");
  CHECK_THROWS_AS(write_file(folder.file("."), "x"), Error);
  CHECK(folder.files() == 0);
}

TEST_CASE("a device stays a device") {
  require_writable("/dev/null");
  write_file("/dev/null", "gone");
  struct stat info {};
  REQUIRE(::stat("/dev/null", &info) == 0);
  CHECK(S_ISCHR(info.st_mode));
}

TEST_CASE("a pipe is written to") {
  const Folder folder;
  const std::string pipe = folder.file("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  // Open for reading too, so that nobody has to wait.
  const int reader = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK);
  REQUIRE(reader >= 0);
  write_file(pipe, "through");
  char buffer[16];
  const ssize_t got = ::read(reader, buffer, sizeof buffer);
  ::close(reader);
  CHECK(std::string(buffer, static_cast<std::size_t>(std::max<ssize_t>(got, 0))) == "through");
}

}  // namespace
}  // namespace plumb
