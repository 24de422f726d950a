// SPDX-License-Identifier: Apache-2.0
// Opening a real session from a URL.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <plumb/base/secret.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::pg {

// A database URL, taken apart as far as plumb must know it. The text stays a Secret.
struct Target {
  Secret url;
  std::string search_path;  // the query key of that name, verbatim: "bound to a schema" when not empty
  std::string database;     // as far as the URL says it
  std::string host;         // with port, as written in the URL: for messages and for Atlas's special cases

  // Accepts postgres:// and postgresql://. Throws Error with Atlas's texts (atlas-migrate.md §10):
  // `sql/sqlclient: unknown driver "foo". See: https://atlasgo.io/url`, `sql/sqlclient: missing driver. See: …`,
  // `sql/sqlclient: parse open url: <reason>`. Never echoes the URL.
  [[nodiscard]] static Target parse(const Secret& url);
};

struct ConnectOptions {
  std::string application_name = "plumb";
  std::chrono::seconds connect_timeout{30};
  // How long the server may be silent once the Stop was requested. One that does not even react to a cancel is gone, or
  // busy with what cannot be interrupted; who pressed Ctrl-C should not have to wait for that. Then the session counts
  // as lost.
  std::chrono::seconds stop_patience{10};
};

struct ConnectResult {
  std::unique_ptr<Connection> connection;  // null if it failed
  ServerError error;
  std::string atlas_text;  // the failure as Atlas's driver words it: "pq: database \"x\" does not exist (3D000)", "dial
                           // tcp 127.0.0.1:1: connect: connection refused"
};

// Opens a session. Unknown query keys become start-up parameters, as lib/pq has it (libpq would refuse them); a missing
// host is localhost over TCP; sslmode defaults to prefer; libpq's PG* variables fill the gaps. Notices of the server
// are dropped. `stop` must outlive the connection. SQL sent: none.
[[nodiscard]] ConnectResult try_connect(const Target& target, const ConnectOptions& options = {},
                                        const Stop& stop = Stop::never());

// The same, throwing what failed (people's wording: host, port, reason, what to do).
[[nodiscard]] std::unique_ptr<Connection> connect(const Target& target, const ConnectOptions& options = {},
                                                  const Stop& stop = Stop::never());

// Ends a session of connect() and waits, for some seconds at most, until the server's process has left everything
// behind: only then can its database be copied, renamed or dropped without the server waiting in steps of 100 ms.
// Destroying a Connection ends the session, too, but does not wait.
void close_and_wait(std::unique_ptr<Connection> connection);

}  // namespace plumb::pg
