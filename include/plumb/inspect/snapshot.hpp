// SPDX-License-Identifier: Apache-2.0
// Reads the Catalog of a database.
//
// Everything is asked in one transaction, ISOLATION LEVEL REPEATABLE READ, READ ONLY, whose settings make the server
// print the same text for the same thing whoever asks: search_path = pg_catalog, so that every other name comes
// qualified and nothing of the database is resolved by name; the formats of dates and numbers; no quoting that is not
// needed. It is two round trips, whatever the size: the first asks what there is of the kinds that most databases have
// nothing of, the second for all that there is, and for the rows of the revisions table where they are wanted. With
// ReadOptions::second, where there is enough to read, two sessions share the second one, in one snapshot, and a third
// round trip ends the first's.
//
// Where a catalog may have been kept since an earlier read, the first round trip asks for the digest of its rows
// instead (rows_digest.hpp). If the kept one has the same, only what does not follow from rows is read besides, and the
// revisions; else it takes a third round trip.
//
// Owners are compared across servers on which the migrations were run by different roles. So a role is printed as
// "{migration role}" where it is the one that runs the migrations: the owner of the revisions table, else of the
// database (ReadOptions::migration_role where it is known otherwise). In an ACL the object's own owner is "{owner}".
// All other roles, in owners, ACLs and policies, are printed by name.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <plumb/catalog/catalog.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::inspect {

// Which roles of the cluster concern the database, as the attribute `scope` of a role says.
enum class Roles {
  reaching,  // those that can reach something in it by more than PUBLIC: reach.sql
  all,       // every one: the server has no others, such as a private one
};

struct Facts;

// Asks for the catalog that was kept under a digest, read with the same ReadOptions. Nothing: there is none.
using FindKept = std::function<std::optional<catalog::Catalog>(const Facts& facts, const std::string& digest)>;

// Whether to find out under which digest the catalog can be kept, which the server works a little for.
enum class Digest { no, yes };

struct ReadOptions {
  // The revisions table in revisions_schema (and the schema, where it is Atlas's own) is left out besides.
  catalog::Scope scope;
  // Where atlas_schema_revisions is; "" if there is none to look for.
  std::string revisions_schema;
  // Sent in the same snapshot if that table is there and may be read; the answer is Snapshot::revisions. One command;
  // "": nothing.
  std::string revisions_query;
  std::string migration_role;  // "" means: find out, as above
  Roles roles = Roles::reaching;
  std::chrono::milliseconds statement_timeout{60'000};  // 0: none
  std::chrono::milliseconds lock_timeout{5'000};
  const catalog::Kinds& kinds = catalog::Kinds::builtin();
  Digest digest = Digest::no;
  FindKept find_kept;  // called once at most; empty: nothing was kept. REQUIRES: with Digest::yes
  // Opens another session of the same database as the same role, called in a thread of its own; empty: one session does
  // all. It is asked for where there is enough to read for two. That it cannot be had, or does not get to the end, is
  // no error: the first one reads the rest.
  std::function<std::unique_ptr<pg::Connection>()> second;
};

// What the server says of itself and of the session, in the same snapshot.
struct Facts {
  int server_version = 0;           // 180004
  std::string server_version_text;  // "18.4"
  std::string database;
  std::string role;                 // of the session
  std::string migration_role;       // as ReadOptions::migration_role, or found
  bool in_recovery = false;         // a standby
  bool revisions_table = false;     // it exists
  bool revisions_readable = false;  // and the role may SELECT from it
  bool apply_running = false;       // somebody holds the migration lock, 2686470616
};

// Something that should have been looked at and was not.
struct NotSeen {
  std::string what;      // "policies", "atlas_schema_revisions.atlas_schema_revisions"
  std::string reason;    // the server's words
  bool in_part = false;  // a few values of it, each catalog::k_not_seen; the rest was read
};

struct Snapshot {
  Facts facts;
  catalog::Catalog catalog;
  // Kinds by name, which have no section in the catalog then; and attributes some of whose values are
  // catalog::k_not_seen: "options of 2 user_mapping".
  std::vector<NotSeen> not_seen;
  // What plumb does not look at, for a newer server has it and plumb does not know it (known_columns.hpp): "pg_class
  // column" → 2.
  std::map<std::string, std::size_t> not_covered;
  std::optional<pg::Reply> revisions;  // where asked for; may be an error
  // 64 hexadecimal digits that stand for the server's rows, for ReadOptions, and for this plumb: a later read that
  // finds the same would get the same catalog. "": not asked for; or the catalog is not to be kept, for DDL was at work
  // while it was read, the server is newer than plumb knows, or a kind was not seen.
  std::string digest;
  bool kept = false;           // the catalog is the one that ReadOptions::find_kept returned
  pg::Traffic second_traffic;  // of the second session, where there was one
  std::string alone;  // why there was none, or why what it read was of no use; "": there was, or nobody wanted one
};

// A kind that the role may not read is "not seen", and everything is read again without it (so a right that is missing
// costs two more round trips). DDL of others may be at work meanwhile: the server's printing functions do not look at
// the snapshot, and fail for what has just been dropped; that too is read again, up to three times. Throws pg::to_error
// for anything else the server says, and Error with code interrupted when the connection's Stop ended a statement.
// Locks: ACCESS SHARE on catalogs, for the transaction. Needs CONNECT and nothing else; runs on a standby.
// REQUIRES: the connection is idle.
[[nodiscard]] Snapshot read(pg::Connection& connection, const ReadOptions& options);

}  // namespace plumb::inspect
