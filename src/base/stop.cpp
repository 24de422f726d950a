// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/stop.hpp>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace plumb {

Stop::Stop() : m_fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Stop::~Stop() {
  if (m_fd >= 0) ::close(m_fd);
}

void Stop::request() noexcept {
  const int saved = errno;
  m_requested.store(true, std::memory_order_relaxed);
  const std::uint64_t one = 1;
  // Nobody reads the counter: once written it stays readable. A full counter (EAGAIN) is as good as a write.
  [[maybe_unused]] const auto written = ::write(m_fd, &one, sizeof one);
  errno = saved;
}

const Stop& Stop::never() {
  static const Stop stop;
  return stop;
}

}  // namespace plumb
