// SPDX-License-Identifier: Apache-2.0
// From nothing to a server that answers: a folder, a data directory in it, the server on that, and waiting until it
// says that it is ready.
#include <plumb/devdb/server.hpp>

#include <fmt/format.h>

#include <optional>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>

#include "child.hpp"
#include "data_directory.hpp"
#include "installation.hpp"
#include "places.hpp"
#include "readiness.hpp"
#include "server_folder.hpp"
#include "server_program.hpp"
#include "server_settings.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

struct Server::State {
  Installation installation;
  std::unique_ptr<ServerFolder> folder;
  int port = 5432;
  std::unique_ptr<KeptServer> process;  // last: it must end before its folder
};

namespace {

ServerStart start_of(const Installation& installation, const ServerFolder& folder, const ServerOptions& options,
                     int port) {
  ServerStart start{.installation = installation,
                    .data = folder.data(),
                    .socket = folder.socket(),
                    .port = port,
                    .tcp = options.tcp,
                    .settings = server_settings(installation, Purpose::one_task)};
  start.settings.insert(start.settings.end(), options.settings.begin(), options.settings.end());
  return start;
}

}  // namespace

Server::Server(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

Server Server::start(const ServerOptions& options, const Stop& stop) {
  constexpr int k_tries = 5;
  auto state = std::make_unique<State>();
  state->installation = choose_installation(options.major);
  const std::optional<User> user = unprivileged_user();
  const std::string base = servers_folder(user ? Reach::everybody : Reach::self);
  remove_leftovers(base);
  state->folder = std::make_unique<ServerFolder>(base, user);
  make_data_directory(state->installation, *state->folder, state->folder->data(), user);
  // From here the folder holds a data directory that no server has used.
  for (int tries = 1;; ++tries) {
    if (stop.requested()) throw Error("starting a private PostgreSQL was interrupted", ErrorCode::interrupted);
    if (options.tcp) state->port = free_port();
    const ServerStart start = start_of(state->installation, *state->folder, options, state->port);
    state->process = std::make_unique<KeptServer>(server_program(start, *state->folder, user), state->folder->path());
    const auto running = [&process = *state->process] { return process.running(); };
    if (become_ready(state->folder->data(), running, stop)) return Server(std::move(state));
    const std::string log = state->folder->log_tail();
    // The free port may have been taken by another in the meantime.
    if (options.tcp && tries < k_tries && log.find("could not bind") != std::string::npos) continue;
    throw Error(fmt::format("the private PostgreSQL {} in {} ended while starting:{}", state->installation.version,
                            state->folder->path(), log));
  }
}

Secret Server::url(const std::string& database) const {
  return Secret(fmt::format("postgres://postgres@/{}?host={}&port={}", userinfo_escape(database),
                            query_escape_for_libpq(m_state->folder->socket()), m_state->port));
}

std::string Server::tcp_base() const {
  return fmt::format("postgres://postgres@127.0.0.1:{}", m_state->port);
}

const std::string& Server::folder() const {
  return m_state->folder->path();
}

const Installation& Server::installation() const {
  return m_state->installation;
}

}  // namespace plumb::devdb
