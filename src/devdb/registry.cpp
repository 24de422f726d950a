// SPDX-License-Identifier: Apache-2.0
#include "registry.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

#include "dev_record.hpp"
#include "places.hpp"
#include "private_folder.hpp"
#include "server_folder.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

// Prune removes lock files: a lock on a file that has no name any more is a lock on nothing.
bool is_still_named(const Descriptor& file, const std::string& path) {
  struct stat ours {};
  struct stat named {};
  return ::fstat(file.get(), &ours) == 0 && ::stat(path.c_str(), &named) == 0 && ours.st_ino == named.st_ino;
}

}  // namespace

Registry::Registry() : m_folder(registry_folder()) {
  try {
    make_private_folder(m_folder);
  } catch (Error& error) {
    error.prefix("cannot keep the records of servers: ");
    throw;
  }
}

Descriptor Registry::try_lock(const std::string& key) const {
  const std::string path = lock_path(key);
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) throw Error(fmt::format("open {}: {}", path, errno_text(errno)));
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && is_still_named(file, path)) return file;
  return Descriptor();
}

Descriptor Registry::lock(const std::string& key, const Stop& stop) const {
  for (;;) {
    if (Descriptor file = try_lock(key)) return file;
    pollfd fd{stop.fd(), POLLIN, 0};
    ::poll(&fd, 1, 5);
    if (stop.requested()) throw Error("waiting for another plumb was interrupted", ErrorCode::interrupted);
  }
}

void Registry::remove_lock_file(const std::string& key) const {
  ::unlink(lock_path(key).c_str());
}

std::vector<std::string> Registry::keys() const {
  std::vector<std::string> keys;
  for (const auto& entry : fs::directory_iterator(m_folder)) {
    const std::string extension = entry.path().extension();
    if (extension == ".server" || extension == ".lock") keys.push_back(entry.path().stem());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::optional<DevServer> Registry::running(const std::string& key) const {
  std::optional<DevServer> server = read_record(record(key));
  if (!server || !is_in_use(server->folder)) return std::nullopt;
  // Sessions of a server that was killed take a moment to notice.
  if (server->state == DevServer::State::up && !server->pid()) return std::nullopt;
  return server;
}

std::string durable_path(const std::string& key) {
  return durable_folder(unprivileged_user() ? Reach::everybody : Reach::self) + "/" + key;
}

std::vector<std::string> durable_keys() {
  std::vector<std::string> keys;
  std::error_code ignored;
  try {
    for (const auto& entry : fs::directory_iterator(fs::path(durable_path("")).parent_path(), ignored)) {
      if (fs::exists(entry.path() / "record", ignored)) keys.push_back(entry.path().filename());
    }
  } catch (const Error&) {
    // No place for durable servers: there are none.
  }
  return keys;
}

}  // namespace plumb::devdb
