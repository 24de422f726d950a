// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/endpoint.hpp>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

#include "libpq_connection.hpp"

namespace plumb::pg {

namespace {

// One end of a socket.
struct Address {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;

  [[nodiscard]] auto* generic() { return reinterpret_cast<sockaddr*>(&storage); }
};

struct Numbers {
  std::string host;
  std::string port;
  [[nodiscard]] bool operator==(const Numbers&) const = default;
};

// IPv4 written as IPv6 is IPv4: the two sides may see it differently.
Numbers numbers(Address& address) {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (::getnameinfo(address.generic(), address.size, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return {};
  }
  const std::string text = host.data();
  return {.host = text.starts_with("::ffff:") ? text.substr(7) : text, .port = port.data()};
}

// The process that listens on a Unix socket, as far as it tells its name: "" where it does not.
std::string listener(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid <= 0) return "";
  try {
    std::string name = read_file(fmt::format("/proc/{}/comm", peer.pid));
    while (name.ends_with('\n')) name.pop_back();
    return name;
  } catch (const Error&) {
    return "";
  }
}

std::string judge(int socket, const Numbers& seen) {
  Address ours;
  Address theirs;
  if (::getsockname(socket, ours.generic(), &ours.size) != 0 ||
      ::getpeername(socket, theirs.generic(), &theirs.size) != 0) {
    return "its address is not known";
  }
  if (ours.storage.ss_family == AF_UNIX) {
    if (!seen.host.empty()) return fmt::format("its socket is forwarded: the server sees a client at {}", seen.host);
    const std::string name = listener(socket);
    return name.empty() || name == "postgres" ? "" : fmt::format("its socket belongs to {}, not to postgres", name);
  }
  const Numbers here = numbers(ours);
  const Numbers there = numbers(theirs);
  const bool loopback = there.host.starts_with("127.") || there.host == "::1";
  if (!loopback && here.host != there.host) return fmt::format("its address is {}", there.host);
  if (here == seen) return "";
  return fmt::format("port {} is forwarded: the server sees a client at {}", there.port,
                     seen.host.empty() ? "its own socket" : seen.host);
}

}  // namespace

Endpoint endpoint(Connection& connection) {
  const auto row =
      run_or_throw(connection, "SELECT pg_catalog.host(pg_catalog.inet_client_addr()), pg_catalog.inet_client_port()");
  const PGconn* conn = dynamic_cast<LibpqConnection&>(connection).handle();
  const char* host = PQhost(conn);
  const char* port = PQport(conn);
  Endpoint out{.host = host == nullptr ? "" : host, .port = port == nullptr ? "" : port, .why_elsewhere = ""};
  out.why_elsewhere =
      judge(PQsocket(conn), {.host = std::string(row->cell(0, 0)), .port = std::string(row->cell(0, 1))});
  return out;
}

}  // namespace plumb::pg
