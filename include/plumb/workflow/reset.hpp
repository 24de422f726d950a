// SPDX-License-Identifier: Apache-2.0
// plumb reset: a database as the migrations make it from nothing, and the seeds on top, as fast as what changed allows
// (docs/dev-servers.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <plumb/devdb/dev_server.hpp>
#include <plumb/workflow/migrate_target.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct ResetOptions {
  devdb::DevName server;           // its database "dev", where no URL is given; started if it is not up
  MigrateTarget target;            // without a URL: that server
  std::vector<std::string> seeds;  // SQL files, and folders of such, in this order
  std::optional<std::string> to;   // the last version; nothing: all
  std::string i_mean;              // "host/database" or "host:port/database", of a server that is not of this machine
  enum class Templates { use, ignore };
  Templates templates = Templates::use;  // ignore: all files are run, nothing is kept
  std::string operator_version;          // of the rows written
};

struct ResetResult {
  Refusal refusal;         // of atlas.sum: nothing was done
  std::string database;    // what was reset
  std::string server;      // where: "the server of /srv/app", "db.example.com:5432"
  bool started = false;    // the server was not up before
  std::string version;     // of the last file; "" without files
  std::size_t copied = 0;  // files that a template had
  std::size_t run = 0;     // files that were run
  std::size_t seeds = 0;   // seed files that were run
};

// Makes the database anew: built under another name, put in place of the old one in one transaction, which ends the
// sessions of the old one first. At every moment, also after kill -9, the database is the old one or the new one. What
// fails before leaves the old one as it is: a wrong atlas.sum, a file or seed that does not run (an Error with file,
// line and caret), a refused host. Rows of the revisions table are written as `migrate apply` writes them.
//
// Refuses a server that is not of this machine (pg::Endpoint says how that is known) unless i_mean names it, and the
// databases that belong to PostgreSQL or plumb.
//
// On a server of `plumb dev` what need not be waited for is left to a process in the background: dropping the old
// database, a spare copy for the next time (keep_ahead()).
//
// SQL: CREATE, ALTER and DROP DATABASE; sessions of the database are terminated. Locks: an advisory lock on the
// database's name in "postgres", so that of two resets one waits.
[[nodiscard]] ResetResult reset(const ResetOptions& options, const Runtime& runtime);

// What a reset leaves to the background: notes that the template of that key ("": none) was used, makes a spare copy of
// the one that was used last, drops what was left and templates beyond the limits. One at a time on a server, which is
// waited for by one more at most; ends with the server. `admin_url`: of "postgres".
void keep_ahead(const Secret& admin_url, const std::string& key, const Runtime& runtime);

}  // namespace plumb::workflow
