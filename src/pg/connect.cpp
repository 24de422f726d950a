// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/connect.hpp>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <mutex>
#include <optional>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/url.hpp>

#include "connect_error.hpp"
#include "conninfo.hpp"
#include "libpq_connection.hpp"

namespace plumb::pg {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// lib/pq sends DateStyle "ISO, MDY" with every start-up, whatever the database or role has set, and migrations are read
// under it. The environment is the only way to libpq's start-up packet that does not go through `options`, which
// PgBouncer refuses. Set once, before the first connection: setenv is not safe beside other threads' getenv. A
// PGDATESTYLE of the user stays.
void set_date_style() {
  static std::once_flag once;
  std::call_once(once, [] { ::setenv("PGDATESTYLE", "ISO, MDY", 0); });
}

Conn start(const Conninfo& info) {
  std::vector<const char*> keys;
  std::vector<const char*> values;
  for (const auto& [key, value] : info.keywords) {
    keys.push_back(key.c_str());
    values.push_back(value.c_str());
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  return Conn(PQconnectStartParams(keys.data(), values.data(), 0));
}

// "host:port" as far as it is known, for messages.
std::string place_of(const PGconn* conn) {
  const char* host = PQhost(conn);
  const char* port = PQport(conn);
  const std::string name = host == nullptr ? "" : host;
  if (name.starts_with('/')) return fmt::format("{}/.s.PGSQL.{}", name, port == nullptr ? "" : port);
  return fmt::format("{}:{}", name, port == nullptr || *port == '\0' ? "5432" : port);
}

// "127.0.0.1:5432", once libpq has resolved the name.
std::string address_of(const PGconn* conn) {
  const char* address = PQhostaddr(conn);
  const char* port = PQport(conn);
  if (address == nullptr || *address == '\0') return "";
  return host_port(address, port == nullptr ? "" : port);
}

enum class Outcome { connected, failed, timed_out, stopped };

int milliseconds_left(std::optional<SteadyTime> deadline) {
  if (!deadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

// Drives the connection to its end. The time limit is for each address that libpq tries, as libpq's own is. Names are
// resolved by libpq in a blocking call, which neither the limit nor a Stop can end.
Outcome drive(PGconn* conn, std::chrono::seconds limit, const Stop& stop) {
  auto step = PQstatus(conn) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
  std::optional<SteadyTime> deadline;
  int socket = -1;
  while (step != PGRES_POLLING_OK && step != PGRES_POLLING_FAILED) {
    if (stop.requested()) return Outcome::stopped;
    if (socket != PQsocket(conn)) {
      socket = PQsocket(conn);
      if (limit.count() > 0) deadline = std::chrono::steady_clock::now() + limit;
    }
    pollfd fds[2] = {{socket, static_cast<short>(step == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0},
                     {stop.fd(), POLLIN, 0}};
    const int ready = ::poll(fds, 2, milliseconds_left(deadline));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) return Outcome::timed_out;
    if (fds[0].revents != 0) step = PQconnectPoll(conn);
  }
  return step == PGRES_POLLING_OK ? Outcome::connected : Outcome::failed;
}

ConnectResult stopped(const std::string& place) {
  ConnectResult result;
  result.error.message = fmt::format("connecting to {} was interrupted", place);
  result.error.connection_lost = true;
  result.atlas_text = "context canceled";
  return result;
}

}  // namespace

ConnectResult try_connect(const Target& target, const ConnectOptions& options, const Stop& stop) {
  const Conninfo info = make_conninfo(Url::parse(target.url.reveal()), options);
  if (!info.refused.empty()) return explain_refusal(info.refused);
  set_date_style();
  Conn conn = start(info);
  if (!conn) throw Error("out of memory");
  PQsetErrorVerbosity(conn.get(), PQERRORS_VERBOSE);  // the only way to the SQLSTATE of a start-up error
  PQsetNoticeReceiver(
      conn.get(), [](void*, const PGresult*) {}, nullptr);
  switch (drive(conn.get(), info.timeout, stop)) {
    case Outcome::stopped:
      return stopped(place_of(conn.get()));
    case Outcome::timed_out:
      return explain_timeout(address_of(conn.get()), place_of(conn.get()), info.timeout);
    case Outcome::failed:
      return explain_failure(PQerrorMessage(conn.get()), place_of(conn.get()),
                             PQuser(conn.get()) == nullptr ? "" : PQuser(conn.get()));
    case Outcome::connected:
      break;
  }
  PQsetErrorVerbosity(conn.get(), PQERRORS_DEFAULT);
  if (PQsetnonblocking(conn.get(), 1) != 0) throw Error("the socket cannot be made non-blocking");
  ConnectResult result;
  result.connection = std::make_unique<LibpqConnection>(std::move(conn), stop, options.stop_patience);
  return result;
}

std::unique_ptr<Connection> connect(const Target& target, const ConnectOptions& options, const Stop& stop) {
  ConnectResult result = try_connect(target, options, stop);
  if (result.connection) return std::move(result.connection);
  if (stop.requested()) throw Error(result.error.message, ErrorCode::interrupted);
  Error error = to_error(result.error, "");
  if (!result.error.sqlstate.empty() && !target.host.empty())
    error.prefix(fmt::format("cannot connect to {}: ", target.host));
  throw error;
}

// A process of PostgreSQL closes its socket as the very last thing.
void close_and_wait(std::unique_ptr<Connection> connection) {
  constexpr auto k_longest = std::chrono::seconds(5);
  const Descriptor socket(::dup(PQsocket(dynamic_cast<LibpqConnection&>(*connection).handle())));
  connection.reset();
  const auto deadline = std::chrono::steady_clock::now() + k_longest;
  pollfd fd{socket.get(), POLLIN, 0};
  std::array<char, 512> rest{};
  while (socket && ::poll(&fd, 1, milliseconds_left(deadline)) > 0) {
    if (::read(socket.get(), rest.data(), rest.size()) <= 0) break;
  }
}

}  // namespace plumb::pg
