// SPDX-License-Identifier: Apache-2.0
// Waiting: for the server, for room in the socket, for a Stop.
#include <poll.h>

#include <fmt/format.h>

#include <cerrno>
#include <thread>

#include <plumb/base/files.hpp>

#include "libpq_connection.hpp"

namespace plumb::pg {

Result LibpqConnection::next_result(Cancellable cancellable) {
  if (m_lost && PQstatus(m_conn.get()) == CONNECTION_BAD) return nullptr;
  // A failure to write is not looked at: the server may have said why it closed, and that is still to be read.
  static_cast<void>(PQflush(m_conn.get()));
  // PQgetResult makes an error result of a connection that is gone; poll() would wait for ever for its socket.
  while (PQisBusy(m_conn.get()) != 0 && PQstatus(m_conn.get()) != CONNECTION_BAD) {
    if (!wait(cancellable)) return nullptr;
  }
  return Result(PQgetResult(m_conn.get()));
}

// Waits until something came in or the connection is gone, and takes what there is; writes out what is queued at the
// same time. False: nothing more is to be expected (m_lost says why).
bool LibpqConnection::wait(Cancellable cancellable) {
  const int unwritten = PQflush(m_conn.get());
  const short events = static_cast<short>(unwritten == 1 ? POLLIN | POLLOUT : POLLIN);
  const int ready = poll_once(events, cancellable);
  if (ready == 0) {
    lose(fmt::format("the server was silent for {} s after the request to stop", m_stop_patience.count()));
    return false;
  }
  if (ready < 0) {
    lose("poll: " + errno_text(errno));
    return false;
  }
  static_cast<void>(PQconsumeInput(m_conn.get()));
  return true;
}

// poll() until the socket is ready: > 0. 0: the server is silent although a Stop was requested. -1: errno.
int LibpqConnection::poll_once(short events, Cancellable cancellable) {
  for (;;) {
    const bool stopping = m_stop.requested();
    if (stopping && cancellable == Cancellable::yes && !m_cancelled) {
      cancel();
    }
    pollfd fds[2] = {{PQsocket(m_conn.get()), events, 0}, {m_stop.fd(), POLLIN, 0}};
    const auto patience = std::chrono::milliseconds(m_stop_patience);
    // Once requested, the Stop stays readable: from then on only the socket is looked at.
    const int ready = ::poll(fds, stopping ? 1 : 2, stopping ? static_cast<int>(patience.count()) : -1);
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0 || stopping) return ready;
    if (fds[0].revents != 0) return 1;
  }
}

void LibpqConnection::cancel() {
  m_cancelled = true;
  PGcancel* cancel = PQgetCancel(m_conn.get());
  if (cancel == nullptr) return;
  // PQcancel blocks while it connects, for minutes if the network is down: not in our thread. It works on a copy of the
  // address and the key, so it may outlive the connection.
  std::promise<void> sent;
  m_cancel_sent = sent.get_future();
  std::thread([cancel, sent = std::move(sent)]() mutable {
    char error[256];
    static_cast<void>(PQcancel(cancel, error, sizeof error));
    PQfreeCancel(cancel);
    sent.set_value();
  }).detach();
}

// The server signals a cancelled session twice, as a process and as a process group, and the second signal could hit
// the next statement. PQcancel returns after both; one that comes while the session is idle is ignored.
void LibpqConnection::settle_cancel() {
  if (!m_cancel_sent.valid()) return;
  m_cancel_sent.wait_for(std::chrono::seconds(2));
  m_cancel_sent = {};
}

}  // namespace plumb::pg
