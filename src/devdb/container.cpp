// SPDX-License-Identifier: Apache-2.0
// The container is a child of ours in all but name: `docker run` stays in the foreground and passes on the signal that
// its keeper sends when we end; the container's own end removes it.
#include <plumb/devdb/container.hpp>

#include <fmt/format.h>
#include <poll.h>

#include <charconv>
#include <cstdlib>

#include <plumb/base/error.hpp>
#include <plumb/devdb/attached_command.hpp>
#include <plumb/devdb/run_program.hpp>
#include <plumb/pg/connect.hpp>

#include "child.hpp"
#include "places.hpp"
#include "random_text.hpp"
#include "server_folder.hpp"

namespace plumb::devdb {

struct Container::State {
  std::string name;
  Secret password;
  int port = 0;
  std::unique_ptr<ServerFolder> folder;  // for the log
  std::unique_ptr<KeptServer> process;
};

namespace {

// Where docker finds its settings and its daemon.
std::vector<std::string> docker_variables() {
  std::vector<std::string> variables;
  for (const char* name : {"PATH", "HOME", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_TLS_VERIFY",
                           "DOCKER_CERT_PATH", "XDG_RUNTIME_DIR"}) {
    if (const char* value = std::getenv(name)) variables.push_back(fmt::format("{}={}", name, value));
  }
  return variables;
}

// The password goes by the environment of `docker run`: "--env NAME" hands it on.
Program docker_run(const std::string& name, const Secret& password, const std::string& tag,
                   const ServerFolder& folder) {
  Program program{.arguments = {find_in_path("docker"), "run", "--rm", "--name", name, "--label", "plumb.dev=1",
                                "--env", "POSTGRES_PASSWORD", "--publish", "127.0.0.1::5432", "postgres:" + tag, "-c",
                                "fsync=off", "-c", "full_page_writes=off"},
                  .log = folder.log(),
                  .keep_open = folder.lock()};
  program.variables = docker_variables();
  program.variables.push_back("POSTGRES_PASSWORD=" + password.reveal());
  return program;
}

// "127.0.0.1:49153"; 0 as long as docker does not know.
int published_port(const std::string& name) {
  const ProgramOutput output = run_program({"docker", "port", name, "5432/tcp"});
  const std::size_t colon = output.out.find(':');
  int port = 0;
  if (!output.ok() || colon == std::string::npos) return 0;
  std::from_chars(output.out.data() + colon + 1, output.out.data() + output.out.size(), port);
  return port;
}

}  // namespace

bool has_docker() {
  return !find_in_path("docker").empty();
}

Container::Container(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Container::Container(Container&&) noexcept = default;
Container& Container::operator=(Container&&) noexcept = default;

Container::~Container() {
  if (!m_state) return;
  m_state->process.reset();
  try {
    // There is nothing left to remove, unless docker was killed.
    (void)run_program({"docker", "rm", "--force", "--volumes", m_state->name});
  } catch (const Error&) {
  }
}

Container Container::start(const std::string& tag, const Stop& stop) {
  constexpr std::chrono::minutes k_limit{2};
  Container container(std::make_unique<State>());
  State& state = *container.m_state;
  state.name = "plumb-dev-" + random_text().substr(0, 12);
  state.password = Secret(random_text());
  state.folder = std::make_unique<ServerFolder>(servers_folder(Reach::self), std::nullopt);
  state.process =
      std::make_unique<KeptServer>(docker_run(state.name, state.password, tag, *state.folder), state.folder->path());
  const auto deadline = std::chrono::steady_clock::now() + k_limit;
  for (;;) {
    if (state.port == 0) state.port = published_port(state.name);
    if (state.port != 0 && pg::try_connect(pg::Target::parse(container.url("postgres")), {}, stop).connection) {
      return container;
    }
    if (!state.process->running()) {
      throw Error(fmt::format("docker could not run postgres:{}:{}", tag, state.folder->log_tail()));
    }
    if (stop.requested()) throw Error("starting a container was interrupted", ErrorCode::interrupted);
    if (std::chrono::steady_clock::now() > deadline) {
      throw Error(fmt::format("postgres:{} did not come up within {} minutes:{}", tag, k_limit.count(),
                              state.folder->log_tail()));
    }
    pollfd fd{stop.fd(), POLLIN, 0};
    ::poll(&fd, 1, 100);
  }
}

Secret Container::url(const std::string& database) const {
  return Secret(fmt::format("postgres://postgres:{}@127.0.0.1:{}/{}?sslmode=disable", m_state->password.reveal(),
                            m_state->port, database));
}

}  // namespace plumb::devdb
