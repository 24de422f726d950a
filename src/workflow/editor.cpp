// SPDX-License-Identifier: Apache-2.0
#include "editor.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

extern char** environ;

namespace plumb::workflow {
namespace {

// A folder of its own, so that the file can have its real name and nobody else can put one there.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const char* base = std::getenv("TMPDIR");
    m_path = fmt::format("{}/plumb-edit-XXXXXX", base == nullptr || *base == '\0' ? "/tmp" : base);
    if (::mkdtemp(m_path.data()) == nullptr) throw Error(fmt::format("mkdir {}: {}", m_path, errno_text(errno)));
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return m_path; }

 private:
  std::string m_path;
};

}  // namespace

std::string edit_text(const std::string& text) {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/migration.sql";
  write_file(path, text);
  // As Atlas: $EDITOR is shell text (options, also a redirection), and the path, which needs no quoting, stands behind
  // it.
  const char* editor = std::getenv("EDITOR");
  const std::string command =
      fmt::format("{} {}/migration.sql", editor == nullptr || *editor == '\0' ? "vi" : editor, folder.path());
  const char* argv[] = {"sh", "-c", command.c_str(), nullptr};
  pid_t child = 0;
  if (const int error = ::posix_spawnp(&child, "sh", nullptr, nullptr, const_cast<char* const*>(argv), environ)) {
    throw Error(fmt::format("running the editor: {}", errno_text(error)));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Error(
        fmt::format("exec edit: exit status {}", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)));
  }
  return read_file(path);
}

}  // namespace plumb::workflow
