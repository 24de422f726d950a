// SPDX-License-Identifier: Apache-2.0
// What is at the other end of a connection: for what must not be done to a database that is somebody else's.
#pragma once

#include <string>

#include <plumb/pg/connection.hpp>

namespace plumb::pg {

struct Endpoint {
  std::string host;  // the one of the URL that was connected to; the folder of a Unix socket
  std::string port;
  // Why the server is, as far as can be seen, not one of this machine; "" if it is. A loopback address or a Unix socket
  // proves nothing by itself: ssh, kubectl, a proxy of a cloud or a container forwards it to wherever it likes. So the
  // server is asked who its client is, and that must be our end of the socket: then nobody stands in between.
  std::string why_elsewhere;

  // "localhost:5432", as an error names it.
  [[nodiscard]] std::string text() const { return host + ":" + port; }
};

// SQL: SELECT inet_client_addr(), inet_client_port(). One round trip. REQUIRES: a connection of pg::connect(), no
// answers outstanding.
[[nodiscard]] Endpoint endpoint(Connection& connection);

}  // namespace plumb::pg
