// SPDX-License-Identifier: Apache-2.0
#include "file_changes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

namespace plumb::workflow {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const std::string& path) {
  throw Error(fmt::format("{} {}: {}", what, path, errno_text(errno)));
}

// The same name in each run, so that what one that was killed left is written over.
std::string staged(const FileChange& change) {
  const fs::path path = change.path;
  return (path.parent_path() / fmt::format(".{}.plumb-tmp", path.filename().string())).string();
}

void stage(const FileChange& change) {
  std::error_code error;
  const fs::path folder = fs::path(change.path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, error);
  if (error) throw Error(fmt::format("mkdir {}: {}", folder.string(), error.message()));
  const std::string path = staged(change);
  write_file(path, change.text);
  struct stat info {};
  if (!change.is_new && ::stat(change.path.c_str(), &info) == 0) ::chmod(path.c_str(), info.st_mode & 07777);
}

void publish(const FileChange& change) {
  const std::string from = staged(change);
  if (change.is_new) {
    // A link refuses a name that is taken, which rename() does not.
    if (::link(from.c_str(), change.path.c_str()) != 0) fail("open", change.path);
    ::unlink(from.c_str());
    return;
  }
  if (read_file(change.path) != change.before) {
    throw Error(fmt::format("{} was changed by somebody else meanwhile", change.path));
  }
  if (::rename(from.c_str(), change.path.c_str()) != 0) fail("rename", change.path);
}

void sync_folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  const Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened) ::fsync(opened.get());
}

// What cannot be undone is named.
void undo(const std::vector<FileChange>& changes, std::size_t done, Error& error) {
  std::string left;
  while (done-- > 0) {
    const FileChange& change = changes[done];
    try {
      if (!change.is_new) write_file(change.path, change.before);
      if (change.is_new && ::unlink(change.path.c_str()) != 0) fail("unlink", change.path);
    } catch (const Error&) {
      left += " " + change.path;
    }
  }
  error.prefix(left.empty() ? "nothing was changed: " : fmt::format("could not be undone:{}; ", left));
}

}  // namespace

void make_changes(const std::vector<FileChange>& changes) {
  std::size_t done = 0;
  try {
    for (const FileChange& change : changes) stage(change);
    for (; done < changes.size(); ++done) {
      publish(changes[done]);
      sync_folder_of(changes[done].path);
    }
  } catch (Error& error) {
    undo(changes, done, error);
    for (const FileChange& change : changes) ::unlink(staged(change).c_str());
    throw;
  }
}

}  // namespace plumb::workflow
