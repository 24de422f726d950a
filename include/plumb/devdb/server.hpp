// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL server on this machine, for tests, for desired states and for the demo.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/base/stop.hpp>

namespace plumb::devdb {

// Binaries of one major version.
struct Installation {
  int major = 0;
  std::string bin;      // folder of initdb and postgres
  std::string version;  // "18.4"
  std::string origin;   // where it was found: "PLUMB_POSTGRES_HOME", "/usr/lib/postgresql/18" …
};

// Looks in PLUMB_POSTGRES_HOME, then for the package that scripts/setup and `plumb dev install` install
// (PLUMB_POSTGRES_ROOT, else $XDG_DATA_HOME/plumb/postgres/N, /opt/plumb/postgres/N), then in /usr/lib/postgresql/N.
// Each that has the wanted major version (0: any, newest first). Empty: none there.
[[nodiscard]] std::vector<Installation> find_installations(int major = 0);

struct ServerOptions {
  int major = 18;
  bool tcp =
      false;  // also listen on 127.0.0.1, on a free port, with trust (tests); else only on a socket in a private folder
  std::vector<std::string> settings;  // more "name=value"
};

// A throw-away server: fsync off, one superuser "postgres", no password, reachable only by this user (mode 0700). As
// root it runs as an unprivileged user. It ends with this object, and with this process however that ends.
class Server {
 public:
  // Throws Error, saying what is missing and what to do (`plumb dev install`, set PLUMB_POSTGRES_HOME …).
  [[nodiscard]] static Server start(const ServerOptions& options = {}, const Stop& stop = Stop::never());
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  // postgres://postgres@/<database>?host=<folder>… over the socket.
  [[nodiscard]] Secret url(const std::string& database) const;
  // postgres://postgres@127.0.0.1:<port>: no database. REQUIRES: ServerOptions::tcp.
  [[nodiscard]] std::string tcp_base() const;
  [[nodiscard]] const std::string& folder() const;  // data directory, socket and log below it
  [[nodiscard]] const Installation& installation() const;

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace plumb::devdb
