// SPDX-License-Identifier: Apache-2.0
// The folder of one server. A file in it says that plumb made it, and is locked as long as anybody uses it, so that
// what a killed plumb left can be told from what another one is using.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <plumb/base/descriptor.hpp>

#include "unprivileged.hpp"

namespace plumb::devdb {

class ServerFolder {
 public:
  // Makes <base>/plumb-server-XXXXXX with a folder "socket" and a file "log" in it, and takes its lock. Throws.
  ServerFolder(const std::string& base, const std::optional<User>& user);
  // Removes it, unless keep() was called.
  ~ServerFolder();
  ServerFolder(const ServerFolder&) = delete;
  ServerFolder& operator=(const ServerFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return m_path; }
  [[nodiscard]] std::string data() const { return m_path + "/data"; }
  [[nodiscard]] std::string socket() const { return m_path + "/socket"; }
  [[nodiscard]] int lock() const { return m_lock.get(); }
  [[nodiscard]] int log() const { return m_log.get(); }
  // From here on it belongs to the server, which has the lock as long as it lives.
  void keep() { m_kept = true; }
  // The last lines of the log, indented, for an error.
  [[nodiscard]] std::string log_tail() const;

 private:
  std::string m_path;
  bool m_kept = false;
  Descriptor m_lock;
  Descriptor m_log;
};

// Whether a server's folder is ours and somebody holds its lock: the plumb that makes it, or a process of the server.
[[nodiscard]] bool is_in_use(const std::string& folder);

// Removes the folders below `base` that a plumb of this user made and nobody uses any more; returns the bytes that this
// freed. Never throws: it is housekeeping.
std::uint64_t remove_leftovers(const std::string& base) noexcept;

}  // namespace plumb::devdb
