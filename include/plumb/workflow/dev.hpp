// SPDX-License-Identifier: Apache-2.0
// plumb dev …: the PostgreSQL of a project on this machine (docs/dev-servers.md). What servers are and how they live is
// devdb's; here is what a person does with one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <plumb/devdb/dev_server.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// The server of the project that the working directory is in, or the one of that name. Throws for a name with a slash.
[[nodiscard]] devdb::DevName dev_name(const std::string& name);

// The server, up. Throws `the server of <project> is not up` with the hint to start it.
[[nodiscard]] devdb::DevServer dev_server_that_is_up(const devdb::DevName& name);

struct DevDatabaseSize {
  std::string name;
  std::uint64_t bytes = 0;
  int connections = 0;
};

struct DevStatus {
  devdb::DevServer server;
  // The rest of one that is up.
  std::optional<int> pid;
  std::chrono::seconds uptime{};           // by the server's clock, and as long as nobody sets that
  std::vector<DevDatabaseSize> databases;  // by name; without those that plumb makes for itself
  int templates = 0;                       // databases kept to be copied, other than PostgreSQL's own two
  std::uint64_t template_bytes = 0;
  int spares = 0;           // copies of templates, for the next reset to take
  int passing = 0;          // databases that are being made, or are still to be dropped
  bool ahead = false;       // a process in the background is at work on these
  std::uint64_t bytes = 0;  // on disk or in memory, with everything
};
// SQL: sizes and sessions, in one round trip.
[[nodiscard]] DevStatus dev_status(const devdb::DevServer& server, const Runtime& runtime);

// Becomes psql on a database of the server, over its socket. Throws where psql is not installed.
[[noreturn]] void dev_psql(const devdb::DevServer& server, const std::string& database,
                           const std::vector<std::string>& arguments);

// Becomes `tail -f` on the log, until the server ends.
[[noreturn]] void dev_follow_log(const devdb::DevServer& server);

struct DevExecOptions {
  devdb::DevName name;
  int major = 0;            // of a server for this command alone; 0: 18, or the newest there is
  std::string template_db;  // copied for the command; "": an empty database
  std::vector<std::string> command;
};
// Runs the command with DATABASE_URL and libpq's variables naming a database that is made for it and dropped
// afterwards: on the server that `dev up` started, else on one of its own, which is gone afterwards, too. Returns the
// command's exit code. Databases that killed plumbs left are dropped. SQL: CREATE and DROP DATABASE; an advisory lock
// in "postgres" as long as it runs.
[[nodiscard]] int dev_exec(const DevExecOptions& options, const Runtime& runtime);

struct DevPruned {
  std::uint64_t bytes = 0;
  int databases = 0;
};
// Removes what nothing will use again: what devdb::prune() removes, and on the servers that are up the databases that a
// killed dev_exec or reset left, and templates beyond the limits (with PruneScope::all every template and spare). SQL:
// DROP DATABASE.
[[nodiscard]] DevPruned dev_prune(devdb::PruneScope scope, const Runtime& runtime);

// Installs PostgreSQL of that major version for this user. Throws where the text is no such number.
[[nodiscard]] devdb::Installation dev_install(const std::string& major, const Runtime& runtime);

}  // namespace plumb::workflow
