// SPDX-License-Identifier: Apache-2.0
// Starting a server that outlives us. Everything that is noted is noted before the server starts, so that a plumb that
// is killed half-way leaves either nothing that lives, or a server that the next one finds and makes ready.
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include <charconv>
#include <csignal>
#include <filesystem>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/devdb/dev_server.hpp>
#include <plumb/pg/connect.hpp>

#include "child.hpp"
#include "copy_tree.hpp"
#include "data_directory.hpp"
#include "dev_record.hpp"
#include "installation.hpp"
#include "places.hpp"
#include "private_folder.hpp"
#include "random_text.hpp"
#include "readiness.hpp"
#include "registry.hpp"
#include "server_folder.hpp"
#include "server_processes.hpp"
#include "server_program.hpp"
#include "server_settings.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

std::string machine() {
  utsname system{};
  return ::uname(&system) == 0 ? system.machine : "";
}

std::string whose(const DevName& name) {
  return name.project.empty() ? fmt::format("server \"{}\"", name.name) : fmt::format("server of {}", name.project);
}

// What runs, or lies there, is what was asked for?
void check_same(const DevServer& server, const DevServerOptions& options) {
  const auto refuse = [&](const std::string& what, const char* hint) {
    throw Error(fmt::format("the {} {}", whose(server.name), what)).with_hint(hint);
  };
  constexpr const char* k_down_first = "run `plumb dev down` first";
  if (options.major != 0 && options.major != server.installation.major) {
    refuse(fmt::format("is PostgreSQL {}, not {}", server.installation.major, options.major),
           server.lifetime == Lifetime::durable ? "run `plumb dev down --delete-data` first, or use another --name"
                                                : k_down_first);
  }
  if (server.state == DevServer::State::stopped) return;
  if (options.lifetime && *options.lifetime != server.lifetime) {
    refuse(server.lifetime == Lifetime::durable ? "is durable" : "is a throw-away one", k_down_first);
  }
  if (options.port && (!server.tcp || (*options.port != 0 && *options.port != server.port))) {
    refuse(server.tcp ? fmt::format("listens on port {}", server.port) : "listens on its socket only", k_down_first);
  }
}

// --- durable data

struct Durable {
  std::string folder;
  std::optional<DevServer> before;
};

Durable find_durable(const std::string& key) {
  Durable durable{.folder = durable_path(key), .before = std::nullopt};
  if (fs::exists(durable.folder + "/data")) durable.before = read_record(durable.folder + "/record");
  return durable;
}

void check_data(const std::string& data, int major, const std::optional<User>& user) {
  struct stat status {};
  const uid_t owner = user ? user->uid : ::geteuid();
  if (::lstat(data.c_str(), &status) != 0 || status.st_uid != owner) {
    throw Error(fmt::format("{} belongs to uid {}, not to the server's user (uid {})", data, status.st_uid, owner));
  }
  int found = 0;
  const std::string text = read_file(data + "/PG_VERSION");
  std::from_chars(text.data(), text.data() + text.size(), found);
  if (found != major) throw Error(fmt::format("{} is a data directory of PostgreSQL {}, not {}", data, found, major));
}

// --- the server

Installation installation_for(int major) {
  if (major != 0) return choose_installation(major);
  constexpr int k_usual = 18;
  std::vector<Installation> usual = find_installations(k_usual);
  return usual.empty() ? choose_installation(0) : std::move(usual.front());
}

// Over the socket everybody may who can reach it, and that is us; over TCP who knows the password.
void write_access_rules(const std::string& folder) {
  const std::string path = folder + "/pg_hba.conf";
  write_file(path, "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
  ::chmod(path.c_str(), 0644);  // the server's user reads it, through a folder that only it and we can pass
}

Program program_of(const DevServer& server, const std::vector<std::string>& more, const ServerFolder& folder,
                   const std::optional<User>& user) {
  const Purpose purpose = server.lifetime == Lifetime::durable ? Purpose::durable : Purpose::throw_away;
  ServerStart start{.installation = server.installation,
                    .data = server.data,
                    .socket = server.socket(),
                    .port = server.port,
                    .tcp = server.tcp,
                    .settings = server_settings(server.installation, purpose)};
  start.settings.push_back("hba_file=" + server.folder + "/pg_hba.conf");
  // A copy of a database is then made by sharing its blocks.
  const std::string data_parent = fs::path(server.data).parent_path();
  const bool clones = server.installation.major >= 18 && can_share_blocks(data_parent);
  if (clones) start.settings.emplace_back("file_copy_method=clone");
  start.settings.insert(start.settings.end(), more.begin(), more.end());
  return server_program(start, folder, user);
}

// The database, and the password where there is a port. Does nothing twice: another plumb may have been killed at it.
void make_ready(const DevServer& server, const Stop& stop) {
  const auto connection = pg::connect(pg::Target::parse(server.socket_url("postgres")), {}, stop);
  const std::string known = fmt::format("SELECT FROM pg_catalog.pg_database WHERE datname = '{}'", k_dev_database);
  if (pg::run_or_throw(*connection, known)->rows() == 0) {
    // The files are copied, not logged page by page; versions before 15 know no other way, and no word for it.
    const char* strategy = server.installation.major >= 15 ? " STRATEGY file_copy" : "";
    const std::string create = fmt::format("CREATE DATABASE {}{}", k_dev_database, strategy);
    // The session of one that was killed may be about to end the same work.
    const pg::Reply reply = connection->run(create);
    if (!reply.ok() && !pg::is_duplicate_database(reply.error)) throw pg::to_error(reply.error, create);
  }
  if (!server.tcp) return;
  // The text of the command must not get into the server's log, whatever the user set.
  (void)pg::run_or_throw(*connection,
                         "SET log_statement = none; SET log_min_error_statement = panic;"
                         "SET log_min_duration_statement = -1; SET log_min_duration_sample = -1");
  (void)pg::run_or_throw(*connection, fmt::format("ALTER ROLE postgres PASSWORD '{}'", server.password.reveal()));
}

class Starter {
 public:
  Starter(const DevServerOptions& options, const Registry& registry, std::string key, const Stop& stop)
      : m_options(options), m_registry(registry), m_key(std::move(key)), m_stop(stop), m_user(unprivileged_user()) {}

  // One that was found running; whoever started it may have been killed at it.
  void finish(DevServer& server) const {
    if (server.state == DevServer::State::up) return;
    const auto running = [&server] { return is_in_use(server.folder); };
    if (!become_ready(server.data, running, m_stop)) {
      throw Error(fmt::format("the {} ended while starting: see {}", whose(server.name), server.log()));
    }
    make_ready(server, m_stop);
    note(server, DevServer::State::up);
  }

  [[nodiscard]] DevServer start(const DevName& name) const {
    DevServer server{.name = name};
    std::string durable;
    choose_data(server, durable);
    server.machine = machine();
    server.user = m_user ? m_user->name : "";
    server.tcp = m_options.port.has_value();
    if (server.tcp && server.password.empty()) server.password = Secret(random_text());

    const std::string base = servers_folder(m_user ? Reach::everybody : Reach::self);
    (void)remove_leftovers(base);
    ServerFolder folder(fs::canonical(base), m_user);
    server.folder = folder.path();
    server.data = durable.empty() ? folder.data() : durable + "/data";
    write_access_rules(server.folder);
    if (durable.empty() || !fs::exists(server.data)) {
      make_data(server, folder, durable);
    }
    if (!durable.empty()) check_data(server.data, server.installation.major, m_user);
    launch(server, folder);
    if (!durable.empty()) write_record(durable + "/record", server);
    folder.keep();
    return server;
  }

 private:
  void choose_data(DevServer& server, std::string& durable) const {
    if (m_options.lifetime == Lifetime::throw_away) {
      server.installation = installation_for(m_options.major);
      return;
    }
    const bool wanted = m_options.lifetime == Lifetime::durable;
    std::optional<Durable> found;
    try {
      found = find_durable(m_key);
    } catch (const Error&) {
      if (wanted) throw;
    }
    if (found && found->before) {
      check_same(*found->before, m_options);
      if (found->before->machine != machine()) {
        throw Error(fmt::format("the data in {} is of a machine of another kind: {}, not {}", found->folder,
                                found->before->machine, machine()));
      }
      server.password = found->before->password;
    }
    const int known = found && found->before ? found->before->installation.major : 0;
    server.installation = installation_for(m_options.major != 0 ? m_options.major : known);
    if (!wanted && !(found && found->before)) return;
    server.lifetime = Lifetime::durable;
    durable = found->folder;
    make_private_folder(durable, m_user ? PassThrough::yes : PassThrough::no);
  }

  // Durable data gets its name when it is whole.
  void make_data(const DevServer& server, const ServerFolder& folder, const std::string& durable) const {
    if (durable.empty()) {
      make_data_directory(server.installation, folder, server.data, m_user);
      return;
    }
    const std::string unnamed = durable + "/data.new";
    (void)remove_folder(unnamed);
    make_data_directory(server.installation, folder, unnamed, m_user);
    sync_file_system(unnamed);
    fs::rename(unnamed, server.data);
    DevServer stopped = server;
    stopped.state = DevServer::State::stopped;
    write_record(durable + "/record", stopped);
  }

  void note(DevServer& server, DevServer::State state) const {
    server.state = state;
    write_record(m_registry.record(m_key), server);
  }

  void launch(DevServer& server, const ServerFolder& folder) const {
    try {
      while (!launched(server, folder)) {
      }
      make_ready(server, m_stop);
      note(server, DevServer::State::up);
    } catch (...) {
      abandon_server(server.data);
      ::unlink(m_registry.record(m_key).c_str());
      throw;
    }
  }

  // False: the free port that was found was taken by another in the meantime.
  [[nodiscard]] bool launched(DevServer& server, const ServerFolder& folder) const {
    const bool any_port = server.tcp && *m_options.port == 0;
    if (server.tcp) server.port = any_port ? free_port() : *m_options.port;
    // Nobody uses the data, for we have made it, or hold the lock under which it is used. A number that another process
    // got since would keep the server from starting.
    if (server.lifetime == Lifetime::durable) ::unlink((server.data + "/postmaster.pid").c_str());
    note(server, DevServer::State::starting);
    DetachedProgram process(program_of(server, m_options.settings, folder, m_user));
    if (become_ready(
            server.data, [&] { return process.running(); }, m_stop))
      return true;
    const std::string log = folder.log_tail();
    if (log.find("could not bind") != std::string::npos) {
      if (any_port) return false;
      throw Error(fmt::format("port {} of 127.0.0.1 is taken", server.port))
          .with_hint("--port 0 picks a free one; without --port the server listens on its socket only");
    }
    throw Error(fmt::format("PostgreSQL {} ended while starting:{}", server.installation.version, log));
  }

  const DevServerOptions& m_options;
  const Registry& m_registry;
  std::string m_key;
  const Stop& m_stop;
  std::optional<User> m_user;
};

}  // namespace

StartedServer start_dev_server(const DevName& name, const DevServerOptions& options, const Stop& stop) {
  const Registry registry;
  const std::string key = record_key(name);
  const Descriptor lock = registry.lock(key, stop);
  // From here no other plumb starts or stops this server.
  const Starter starter(options, registry, key, stop);
  if (std::optional<DevServer> running = registry.running(key)) {
    check_same(*running, options);
    starter.finish(*running);
    return {.server = std::move(*running), .start = Start::was_up};
  }
  if (const std::optional<DevServer> killed = read_record(registry.record(key))) {
    end_server(killed->data, killed->folder, SIGQUIT, stop);
  }
  return {.server = starter.start(name), .start = Start::started};
}

}  // namespace plumb::devdb
