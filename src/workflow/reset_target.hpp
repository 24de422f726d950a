// SPDX-License-Identifier: Apache-2.0
// Which database a reset is about, and whether it may be reset.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <plumb/pg/connect.hpp>
#include <plumb/workflow/reset.hpp>

namespace plumb::workflow {

struct ResetTarget {
  std::string database;
  Secret url;        // of the database
  Secret admin_url;  // of "postgres", on the same server
  std::unique_ptr<pg::Connection> admin;
  std::optional<devdb::DevServer> server;  // of `plumb dev`
  bool started = false;
  std::string where;  // for people

  // The URL with the name of another database.
  [[nodiscard]] Secret url_of(const std::string& name) const;
};

// What is known of the server once the lock is held.
struct ResetFacts {
  std::string role;
  std::string settings;  // and the version: what decides what a migration makes
  bool there = false;    // the database
  int sessions = 0;      // in it
};

// Connects; starts the project's server where no URL is given. Throws for a URL without a database, for "postgres" and
// other databases that are not anybody's to reset.
[[nodiscard]] ResetTarget open_reset_target(const ResetOptions& options, const Runtime& runtime);

// Waits until no other reset of the database is at work; ours from here to the end of the session. Throws where the
// server is not of this machine and `i_mean` does not name it, for a standby, and if the Stop is requested.
[[nodiscard]] ResetFacts lock_reset_target(ResetTarget& target, const std::string& i_mean, const Runtime& runtime);

}  // namespace plumb::workflow
