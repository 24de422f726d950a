// SPDX-License-Identifier: Apache-2.0
#include "server_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

#include "private_folder.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_prefix = "plumb-server-";
// ON DISK: other versions of plumb look for it.
constexpr std::string_view k_marker = "a server of plumb; locked while it is used\n";

void fail(const std::string& what, const std::string& path) {
  throw Error(fmt::format("{} {}: {}", what, path, errno_text(errno)));
}

void make_folder(const std::string& path, mode_t mode, const std::optional<User>& owner) {
  if (::mkdir(path.c_str(), mode) != 0) fail("mkdir", path);
  if (owner && ::chown(path.c_str(), owner->uid, owner->gid) != 0) fail("chown", path);
}

// The lock file of a server's folder, if that is ours.
Descriptor open_lock(const fs::path& folder) {
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid())
    return Descriptor();
  Descriptor lock(::open((folder / "lock").c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  std::string text(k_marker.size(), '\0');
  if (!lock || ::fstat(lock.get(), &status) != 0 || status.st_uid != ::geteuid()) return Descriptor();
  if (::read(lock.get(), text.data(), text.size()) < 0 || text != k_marker) return Descriptor();
  return lock;
}

}  // namespace

ServerFolder::ServerFolder(const std::string& base, const std::optional<User>& user)
    : m_path(fmt::format("{}/{}XXXXXX", base, k_prefix)) {
  if (::mkdtemp(m_path.data()) == nullptr) fail("mkdtemp", m_path);
  try {
    // The server's user goes through, but sees only what is given to it.
    if (user && ::chmod(m_path.c_str(), 0711) != 0) fail("chmod", m_path);
    // Locked before it has its name: nobody sees it unlocked.
    const std::string unnamed = m_path + "/lock.new";
    // Not closed by exec: the server's processes hold the lock, too.
    m_lock = Descriptor(::open(unnamed.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600));
    if (!m_lock || ::flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0) fail("lock", unnamed);
    if (::write(m_lock.get(), k_marker.data(), k_marker.size()) != static_cast<ssize_t>(k_marker.size()))
      fail("write", unnamed);
    if (::rename(unnamed.c_str(), (m_path + "/lock").c_str()) != 0) fail("rename", unnamed);
    ::fcntl(m_lock.get(), F_SETFD, FD_CLOEXEC);
    m_log = Descriptor(::open((m_path + "/log").c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
    if (!m_log) fail("open", m_path + "/log");
    make_folder(socket(), 0700, user);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
    throw;
  }
}

ServerFolder::~ServerFolder() {
  if (m_kept) return;
  std::error_code ignored;
  fs::remove_all(m_path, ignored);
}

std::string ServerFolder::log_tail() const {
  constexpr std::size_t k_lines = 12;
  std::string text;
  try {
    text = read_file(m_path + "/log");
  } catch (const Error&) {
    return "";
  }
  while (text.ends_with('\n')) text.pop_back();
  std::size_t start = text.size();
  for (std::size_t lines = 0; start > 0 && lines < k_lines; ++lines) {
    const std::size_t feed = text.rfind('\n', start - 1);
    start = feed == std::string::npos ? 0 : feed;
  }
  std::string out;
  for (std::string_view rest = std::string_view(text).substr(start); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (!line.empty()) out += fmt::format("\n  {}", line);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return out;
}

bool is_in_use(const std::string& folder) {
  const Descriptor lock = open_lock(folder);
  return lock && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}

std::uint64_t remove_leftovers(const std::string& base) noexcept {
  std::uint64_t freed = 0;
  try {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(base)) {
      if (entry.path().filename().string().starts_with(k_prefix)) folders.push_back(entry.path());
    }
    for (const fs::path& folder : folders) {
      const Descriptor lock = open_lock(folder);
      if (lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) freed += remove_folder(folder);
    }
  } catch (const std::exception&) {
    // What cannot be cleaned today stays until somebody can.
  }
  return freed;
}

}  // namespace plumb::devdb
