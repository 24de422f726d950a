// SPDX-License-Identifier: Apache-2.0
// Servers that a person works with: one a project, or named; they outlive the plumb that started them.
//
// What is known of one is noted in a folder of our own (registry_folder() in src/devdb/places.hpp); whether it lives is
// told by a lock that its processes hold, so that a killed server, a stale pid file or a number that another process
// got cannot mislead. All functions may be called from several processes at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/devdb/server.hpp>

namespace plumb::devdb {

// Which server.
struct DevName {
  std::string name;     // for people; of a project the name of its folder
  std::string project;  // real path of the project's folder; "" for a server with a name of its own

  [[nodiscard]] bool operator==(const DevName&) const = default;
};

// The one of a project: the nearest folder from `start` upwards that holds atlas.hcl or plumb.yaml, else `start`.
[[nodiscard]] DevName project_name(const std::string& start = ".");

// The database that every such server has from the beginning.
constexpr const char* k_dev_database = "dev";

enum class Lifetime {
  throw_away,  // fsync off, in memory where there is room; gone after `down`, a crash or a restart
  durable,     // fsync on, in the user's data folder; stopped by `down`, there again with the next `up`
};

struct DevServer {
  enum class State { starting, up, stopped };

  DevName name;
  State state = State::stopped;
  Lifetime lifetime = Lifetime::throw_away;
  Installation installation;
  std::string machine;  // "x86_64": data of another cannot be read
  std::string user;     // whom it runs as; "" as we do
  std::string folder;   // socket and log; data, too, of a throw-away server
  std::string data;
  int port = 5432;   // of the socket's name, and of 127.0.0.1 with tcp
  bool tcp = false;  // also reachable over 127.0.0.1, with the password
  Secret password;   // of "postgres", for TCP

  [[nodiscard]] std::string socket() const { return folder + "/socket"; }  // folder of the socket, mode 0700
  [[nodiscard]] std::string log() const { return folder + "/log"; }
  // postgres://…, over the socket, or over TCP where it listens there.
  [[nodiscard]] Secret url(const std::string& database = k_dev_database) const;
  [[nodiscard]] Secret socket_url(const std::string& database = k_dev_database) const;
  // The process that all others of the server come from; nothing if it is gone.
  [[nodiscard]] std::optional<int> pid() const;
};

struct DevServerOptions {
  int major = 0;                      // 0: that of the data that is there, else 18, else the newest there is
  std::optional<int> port;            // of 127.0.0.1, with a password; 0: a free one; nothing: the socket only
  std::optional<Lifetime> lifetime;   // nothing: durable where durable data is there
  std::vector<std::string> settings;  // more "name=value"
};

enum class Start { started, was_up };
struct StartedServer {
  DevServer server;
  Start start = Start::started;
};

// What a server takes, with everything, in bytes.
[[nodiscard]] std::uint64_t bytes_on_disk(const DevServer& server);

// Starts the server, or finds it running; has it ready, with the database "dev". Of several plumbs that do so at once
// one starts it, the others wait for that one. Throws where what runs is not what the options ask for ("… is PostgreSQL
// 17, not 18"), the port is taken, the data is of another major version or machine, a folder belongs to somebody else;
// where it does not come up, with the end of its log.
// SQL: CREATE DATABASE dev; ALTER ROLE postgres PASSWORD with a port.
[[nodiscard]] StartedServer start_dev_server(const DevName& name, const DevServerOptions& options, const Stop& stop);

// What there is under a name, running or stopped (durable ones only); nothing otherwise. Reads files only.
[[nodiscard]] std::optional<DevServer> find_dev_server(const DevName& name);
// All of this user, by name.
[[nodiscard]] std::vector<DevServer> list_dev_servers();

enum class Data { keep, remove };
struct StoppedServer {
  bool was_up = false;
  std::uint64_t freed = 0;  // bytes
};
// Stops it, a throw-away server at once (SIGQUIT), a durable one after its sessions were ended and all was written
// (SIGINT), and waits until its last process is gone. Removes the folder; of a durable server also the data, with
// Data::remove. Throws if the Stop is requested while waiting.
StoppedServer stop_dev_server(const DevName& name, Data data, const Stop& stop);

enum class PruneScope {
  unused,  // what nothing will use again: of dead servers, of programs that are gone, unfinished copies
  all,     // prepared data directories too: the next start makes one anew (half a second)
};
// Removes folders, records and prepared data directories; never a running server, nor durable data. Returns what that
// freed, in bytes.
[[nodiscard]] std::uint64_t prune(PruneScope scope);

}  // namespace plumb::devdb
