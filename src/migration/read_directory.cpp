// SPDX-License-Identifier: Apache-2.0
#include "read_directory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/migration/sum.hpp>

namespace plumb::migration {
namespace {

struct CloseDirectory {
  void operator()(DIR* stream) const { ::closedir(stream); }
};
using DirectoryStream = std::unique_ptr<DIR, CloseDirectory>;

// Where the walk is: the open directory, its name for messages, and what its files are called relative to the top.
struct Level {
  int directory;
  std::string shown;
  std::string prefix;
};

[[noreturn]] void fail_reading(std::string_view name, std::string_view what, const std::string& directory, int error) {
  throw Error(
      fmt::format("sql/migrate: read file {}: {} {}/{}: {}", go_quote(name), what, directory, name, errno_text(error)));
}

// One fstat and, for a file that does not change meanwhile, one read into a string of just that size.
void read_open_file(int file, std::string_view name, const std::string& directory, std::string& content) {
  struct stat info {};
  if (::fstat(file, &info) != 0) fail_reading(name, "stat", directory, errno);
  const bool regular = S_ISREG(info.st_mode);
  content.resize(regular ? static_cast<std::size_t>(info.st_size) : 0);
  std::size_t used = 0;
  for (;;) {
    if (used == content.size()) {
      if (regular) break;
      content.resize(used + 4096);  // a pipe, say: it has no size
    }
    const ssize_t got = ::read(file, content.data() + used, content.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_reading(name, "read", directory, errno);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  content.resize(used);
}

struct Entry {
  std::string name;
  unsigned char type;
};

std::vector<Entry> list_level(const Level& level) {
  // fdopendir takes the descriptor over, and the walk still needs its own.
  const DirectoryStream stream(::fdopendir(::openat(level.directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  if (!stream) throw Error(fmt::format("sql/migrate: open {}: {}", level.shown, errno_text(errno)));
  std::vector<Entry> entries;
  errno = 0;
  while (const dirent* entry = ::readdir(stream.get())) entries.push_back({entry->d_name, entry->d_type});
  if (errno != 0) throw Error(fmt::format("sql/migrate: read {}: {}", level.shown, errno_text(errno)));
  return entries;
}

bool is_directory(const Level& level, const Entry& entry) {
  if (entry.type != DT_UNKNOWN) return entry.type == DT_DIR;
  struct stat info {};
  return ::fstatat(level.directory, entry.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

void walk(const Level& level, const FormatRules& rules, std::vector<std::string>& paths) {
  std::vector<Entry> entries = list_level(level);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  for (Entry& entry : entries) {
    if (!is_directory(level, entry)) {
      if (rules.lists(entry.name)) paths.push_back(level.prefix + entry.name);
    } else if (!entry.name.starts_with('.')) {
      const Descriptor below(::openat(level.directory, entry.name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      const std::string shown = level.shown + "/" + entry.name;
      if (!below) throw Error(fmt::format("sql/migrate: open {}: {}", shown, errno_text(errno)));
      walk({.directory = below.get(), .shown = shown, .prefix = level.prefix + entry.name + "/"}, rules, paths);
    }
  }
}

}  // namespace

OpenDirectory::OpenDirectory(std::string path) : m_path(std::move(path)) {
  struct stat info {};
  if (::stat(m_path.c_str(), &info) != 0) {
    throw Error(fmt::format("sql/migrate: stat {}: {}", m_path, errno_text(errno)));
  }
  if (!S_ISDIR(info.st_mode)) throw Error(fmt::format("sql/migrate: {} is not a dir", go_quote(m_path)));
  // Atlas takes a directory that it may not list for an empty one.
  m_directory = Descriptor(::open(m_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!m_directory) throw Error(fmt::format("sql/migrate: open {}: {}", m_path, errno_text(errno)));
}

std::vector<std::string> OpenDirectory::list(const FormatRules& rules) const {
  const Level level{.directory = m_directory.get(), .shown = m_path, .prefix = ""};
  std::vector<std::string> paths;
  if (rules.depth == Depth::recursive) {
    walk(level, rules, paths);
  } else {
    // A directory named x.sql is listed too, as Atlas does: reading it then says what is wrong.
    for (Entry& entry : list_level(level)) {
      if (rules.lists(entry.name)) paths.push_back(std::move(entry.name));
    }
  }
  rules.order(paths);
  return paths;
}

void OpenDirectory::read(const std::string& name, std::string& content) const {
  const Descriptor file(::openat(m_directory.get(), name.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) fail_reading(name, "open", m_path, errno);
  read_open_file(file.get(), name, m_path, content);
}

std::optional<std::string> OpenDirectory::read_sum() const {
  const std::string name(k_sum_file_name);
  const Descriptor file(::openat(m_directory.get(), name.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) return std::nullopt;
  if (!file) throw Error(fmt::format("open {}/{}: {}", m_path, name, errno_text(errno)));
  std::string content;
  read_open_file(file.get(), name, m_path, content);
  return content;
}

std::vector<std::string> list_memory(const std::map<std::string, std::string>& files, const FormatRules& rules) {
  std::vector<std::string> paths;
  for (const auto& [path, content] : files) {
    const bool below = path.find('/') != std::string::npos;
    if (below && rules.depth == Depth::direct) continue;
    if (rules.lists(std::string_view(path).substr(path.rfind('/') + 1))) paths.push_back(path);
  }
  rules.order(paths);
  return paths;
}

}  // namespace plumb::migration
