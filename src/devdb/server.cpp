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

Program server_program(const Installation& installation, const ServerFolder& folder, const ServerOptions& options,
                       int port, const std::optional<User>& user) {
  std::vector<std::string> settings = server_settings(installation, Purpose::one_task);
  settings.push_back("unix_socket_directories=" + folder.socket());
  settings.push_back(options.tcp ? "listen_addresses=127.0.0.1" : "listen_addresses=");
  settings.push_back(fmt::format("port={}", port));
  settings.insert(settings.end(), options.settings.begin(), options.settings.end());
  Program program{.arguments = {installation.bin + "/postgres", "-D", folder.data()},
                  .user = user,
                  .log = folder.log(),
                  .keep_open = folder.lock()};
  for (std::string& setting : settings) {
    program.arguments.emplace_back("-c");
    program.arguments.push_back(std::move(setting));
  }
  return program;
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
    state->process = std::make_unique<KeptServer>(
        server_program(state->installation, *state->folder, options, state->port, user), state->folder->path());
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
                            query_escape(m_state->folder->socket()), m_state->port));
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
