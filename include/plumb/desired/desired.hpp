// SPDX-License-Identifier: Apache-2.0
// What a database should be: the Catalog that a private server has after it ran the scripts.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <plumb/base/stop.hpp>
#include <plumb/desired/script.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::desired {

// What the role that runs the files may do.
enum class RunRights {
  superuser,  // everything: no file fails for want of a right
  owner,      // what the blueprint wants of a migration role: no superuser, owns the database, may make roles
};

struct Request {
  std::vector<Script> scripts;
  // Of the live server, so that both print the same text for the same thing. REQUIRES: devdb::find_installations(major)
  // is not empty.
  int major = 18;
  // Of the live database: files name it in GRANT … ON DATABASE. "": any.
  std::string database;
  // The role that runs the migrations there: here too the files are run by a role of that name, so that what they say
  // of it holds. It is a superuser while they run, and none when the catalog is read, so that the contract does not
  // find fault with what it owns. Where the files make that role themselves another one runs them. "": postgres, a
  // superuser.
  std::string run_as;
  RunRights run_rights = RunRights::superuser;  // of run_as; postgres always is one
  // `search_path` of the live URL, verbatim: unqualified names of the files go there, as they did on the live server. A
  // single schema that it names is made first; as it is not of the files' making, it is not compared. "": the server's
  // default.
  std::string search_path;
  // How the result is read: the same scope and kinds as the live side. migration_role and revisions_query are not used.
  inspect::ReadOptions read;
  // Called with what was read while the server is still up, with a session of the superuser: for what only a server can
  // answer (workflow::judge). May be empty.
  std::function<void(pg::Connection&, const inspect::Snapshot&)> visit{};
};

// Adds to a scope what search_path makes incomparable. Both sides are to be read with it.
void exclude_bound_schema(catalog::Scope& scope, const std::string& search_path);

// Starts a server, runs the scripts, reads, and stops it. Throws Error: a statement that failed is shown with file,
// line, column, the line and a caret; a role that no script makes has a hint.
[[nodiscard]] inspect::Snapshot load(const Request& request, const Stop& stop);

}  // namespace plumb::desired
