// SPDX-License-Identifier: Apache-2.0
// How a signal reaches the code that waits. src/cli owns one Stop and lets its signal handler call request();
// everything below takes a `const Stop&` and either asks requested() between two steps or waits on fd() beside its
// socket.
#pragma once

#include <atomic>

namespace plumb {

class Stop {
 public:
  Stop();
  ~Stop();
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  // Async-signal-safe. May be called many times, from any thread.
  void request() noexcept;
  [[nodiscard]] bool requested() const noexcept { return m_requested.load(std::memory_order_relaxed); }
  // Readable (for poll) from the first request on, for ever.
  [[nodiscard]] int fd() const noexcept { return m_fd; }

  // A Stop that nobody requests: for tests and for calls that cannot be interrupted.
  [[nodiscard]] static const Stop& never();

 private:
  std::atomic<bool> m_requested = false;
  int m_fd = -1;
};

}  // namespace plumb
