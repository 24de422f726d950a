// SPDX-License-Identifier: Apache-2.0
#include "readiness.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>

#include <array>
#include <chrono>
#include <string_view>

#include <plumb/base/error.hpp>

namespace plumb::devdb {

ReadinessWatch::ReadinessWatch(const std::string& data_directory)
    : m_file(data_directory + "/postmaster.pid"), m_changes(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  // Without inotify (its number per user is limited) the time limit of wait() does.
  if (m_changes && ::inotify_add_watch(m_changes.get(), data_directory.c_str(), IN_MODIFY | IN_CREATE) < 0)
    m_changes.reset();
}

bool ReadinessWatch::ready() const {
  const Descriptor file(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 4096> buffer{};
  const ssize_t size = file ? ::read(file.get(), buffer.data(), buffer.size()) : 0;
  if (size <= 0) return false;
  // The eighth line: "starting", "ready   ", "stopping", "standby ".
  std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  for (int line = 1; line < 8; ++line) {
    const std::size_t feed = text.find('\n');
    if (feed == std::string_view::npos) return false;
    text.remove_prefix(feed + 1);
  }
  return text.starts_with("ready");
}

void ReadinessWatch::wait(const Stop& stop) {
  pollfd fds[2] = {{m_changes.get(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
  if (::poll(fds, 2, 20) <= 0) return;
  std::array<char, 4096> events{};
  while (m_changes && ::read(m_changes.get(), events.data(), events.size()) > 0) {
  }
}

bool become_ready(const std::string& data_directory, const std::function<bool()>& running, const Stop& stop) {
  constexpr std::chrono::seconds k_limit{60};
  ReadinessWatch watch(data_directory);
  const auto deadline = std::chrono::steady_clock::now() + k_limit;
  while (!watch.ready()) {
    if (!running()) return false;
    if (stop.requested()) throw Error("starting PostgreSQL was interrupted", ErrorCode::interrupted);
    if (std::chrono::steady_clock::now() > deadline) {
      throw Error(fmt::format("PostgreSQL on {} did not become ready within {} s", data_directory, k_limit.count()));
    }
    watch.wait(stop);
  }
  return true;
}

}  // namespace plumb::devdb
