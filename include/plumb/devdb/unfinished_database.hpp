// SPDX-License-Identifier: Apache-2.0
// Databases that plumb makes under a name of its own, to give them another one when they are whole, and those that it
// renamed away to be dropped. Whatever is killed, the next one knows them again, and drops nothing else.
//
// CREATE DATABASE runs in no transaction: a comment that tells whose a database is comes a moment later, and a kill in
// between leaves one that nobody may drop. So the name itself tells: 64 random bits and, as many, of their digest. That
// its maker lives is told by an advisory lock on the name, held by the session that makes it.
#pragma once

#include <memory>
#include <string>

#include <plumb/pg/connection.hpp>

namespace plumb::devdb {

// "plumb_old_<32 digits>", a new one each time: what gets it is dropped by the next who looks.
[[nodiscard]] std::string discarded_name();

class UnfinishedDatabase {
 public:
  // Makes "plumb_new_<32 digits>" as a copy of a database. Throws, as the server says it: 3D000 where there is no such
  // database, 55006 where somebody is connected to it. `admin` is a session in a database that is neither copied nor
  // made, always the same one ("postgres"), for locks are a database's; it must outlive this. SQL: CREATE DATABASE; an
  // advisory lock until the session ends.
  UnfinishedDatabase(pg::Connection& admin, const std::string& source);
  // Takes one that is there and takes no connections: renames it, and lets it take connections. Null: it is gone.
  [[nodiscard]] static std::unique_ptr<UnfinishedDatabase> take(pg::Connection& admin, const std::string& database);
  // Drops it, unless it was given away.
  ~UnfinishedDatabase();
  UnfinishedDatabase(const UnfinishedDatabase&) = delete;
  UnfinishedDatabase& operator=(const UnfinishedDatabase&) = delete;

  [[nodiscard]] const std::string& name() const { return m_name; }
  // It has another name now.
  void give_away() { m_name.clear(); }

 private:
  explicit UnfinishedDatabase(pg::Connection& admin);

  pg::Connection& m_admin;
  std::string m_name;
};

// Drops unfinished databases whose maker is gone, and discarded ones. Returns how many. What cannot be dropped stays.
// REQUIRES: this session has no UnfinishedDatabase. SQL: DROP DATABASE.
int drop_left_databases(pg::Connection& admin);

// Drops a database, with the sessions in it. SQL: DROP DATABASE … WITH (FORCE).
[[nodiscard]] pg::Reply drop_database(pg::Connection& admin, const std::string& name);

}  // namespace plumb::devdb
