// SPDX-License-Identifier: Apache-2.0
// From nothing to a server that answers: a folder, a data directory in it, the server on that, and waiting until it
// says that it is ready.
#include <plumb/devdb/server.hpp>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <optional>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>

#include "child.hpp"
#include "data_directory.hpp"
#include "installation.hpp"
#include "places.hpp"
#include "readiness.hpp"
#include "server_folder.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

struct Server::State {
  Installation installation;
  std::unique_ptr<ServerFolder> folder;
  int port = 5432;
  std::unique_ptr<KeptServer> process;  // last: it must end before its folder
};

namespace {

// Of a throw-away server nothing need survive, and it has one user at a time: no disk is waited for, and nothing runs
// besides the sessions. Shared memory is files in the server's folder, so that they go with it even after kill -9.
std::vector<std::string> settings_for(const Installation& installation) {
  std::vector<std::string> settings = {"fsync=off",
                                       "full_page_writes=off",
                                       "synchronous_commit=off",
                                       "wal_level=minimal",
                                       "max_wal_senders=0",
                                       "autovacuum=off",
                                       "shared_buffers=32MB",
                                       "max_logical_replication_workers=0",
                                       "dynamic_shared_memory_type=mmap",
                                       "huge_pages=off",
                                       "jit=off",
                                       "timezone=UTC",
                                       "log_timezone=UTC",
                                       "lc_messages=C",
                                       "log_checkpoints=off",
                                       "logging_collector=off",
                                       "unix_socket_permissions=0700",
                                       "min_wal_size=2MB",
                                       "checkpoint_timeout=1d",
                                       "bgwriter_lru_maxpages=0"};
  if (installation.major >= 18) settings.emplace_back("io_method=sync");  // no workers to start
  return settings;
}

// A port of 127.0.0.1 that nobody has; somebody may take it before the server does.
int free_port() {
  const Descriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (!probe || ::bind(probe.get(), generic, size) != 0 || ::getsockname(probe.get(), generic, &size) != 0) {
    throw Error("no free port on 127.0.0.1");
  }
  return ntohs(address.sin_port);
}

Program server_program(const Installation& installation, const ServerFolder& folder, const ServerOptions& options,
                       int port, const std::optional<User>& user) {
  std::vector<std::string> settings = settings_for(installation);
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

// True: ready. False: the server ended by itself.
bool become_ready(KeptServer& server, const ServerFolder& folder, const Stop& stop) {
  constexpr std::chrono::seconds k_limit{60};
  ReadinessWatch watch(folder.data());
  const auto deadline = std::chrono::steady_clock::now() + k_limit;
  while (!watch.ready()) {
    if (!server.running()) return false;
    if (stop.requested()) throw Error("starting a private PostgreSQL was interrupted", ErrorCode::interrupted);
    if (std::chrono::steady_clock::now() > deadline) {
      throw Error(fmt::format("the private PostgreSQL did not become ready within {} s:{}", k_limit.count(),
                              folder.log_tail()));
    }
    watch.wait(stop);
  }
  return true;
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
  make_data_directory(state->installation, *state->folder, user);
  // From here the folder holds a data directory that no server has used.
  for (int tries = 1;; ++tries) {
    if (stop.requested()) throw Error("starting a private PostgreSQL was interrupted", ErrorCode::interrupted);
    if (options.tcp) state->port = free_port();
    state->process = std::make_unique<KeptServer>(
        server_program(state->installation, *state->folder, options, state->port, user), state->folder->path());
    if (become_ready(*state->process, *state->folder, stop)) return Server(std::move(state));
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
