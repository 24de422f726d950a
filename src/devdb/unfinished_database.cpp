// SPDX-License-Identifier: Apache-2.0
#include <plumb/devdb/unfinished_database.hpp>

#include <fmt/format.h>

#include <plumb/base/sha256.hpp>

#include "devdb_sql.hpp"
#include "quoted.hpp"
#include "random_text.hpp"

namespace plumb::devdb {

namespace {

// ON DISK: left_databases.sql knows it again.
std::string own_name(const char* what) {
  const std::string random = random_text().substr(0, 16);
  Sha256 digest;
  digest.update(random);
  return fmt::format("plumb_{}_{}{}", what, random, digest.hex().substr(0, 16));
}

}  // namespace

std::string discarded_name() {
  return own_name("old");
}

UnfinishedDatabase::UnfinishedDatabase(pg::Connection& admin) : m_admin(admin), m_name(own_name("new")) {
  (void)pg::run_or_throw(
      admin, fmt::format("SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended('{}', 7))", m_name));
}

// The files are copied (or shared, where the file system can and file_copy_method says so), not logged page by page;
// versions before 15 know no other way, and no word for it.
UnfinishedDatabase::UnfinishedDatabase(pg::Connection& admin, const std::string& source) : UnfinishedDatabase(admin) {
  const std::string create = fmt::format("CREATE DATABASE {} TEMPLATE {}{}", m_name, quoted(source),
                                         admin.server_version() >= 150000 ? " STRATEGY file_copy" : "");
  try {
    (void)pg::run_or_throw(admin, create);
  } catch (...) {
    m_name.clear();  // there is none
    throw;
  }
}

std::unique_ptr<UnfinishedDatabase> UnfinishedDatabase::take(pg::Connection& admin, const std::string& database) {
  std::unique_ptr<UnfinishedDatabase> out(new UnfinishedDatabase(admin));
  // Renaming comes first, for it waits where another plumb is just dropping the database, and then says that there is
  // none; to alter one that is half dropped would end our session.
  const pg::Reply reply = admin.run(fmt::format(
      "ALTER DATABASE {0} RENAME TO {1}; ALTER DATABASE {1} ALLOW_CONNECTIONS true", quoted(database), out->m_name));
  if (reply.ok()) return out;
  out->m_name.clear();
  return nullptr;
}

// What cannot be dropped now is dropped by the next one, for the lock ends with our session.
UnfinishedDatabase::~UnfinishedDatabase() {
  if (m_name.empty()) return;
  try {
    (void)drop_database(m_admin, m_name);
  } catch (const std::exception&) {
  }
}

int drop_left_databases(pg::Connection& admin) {
  const auto rows = pg::run_or_throw(admin, text::left_databases_sql);
  int dropped = 0;
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    // Another plumb may have been faster.
    if (drop_database(admin, std::string(rows->cell(row, 0))).ok()) ++dropped;
  }
  return dropped;
}

pg::Reply drop_database(pg::Connection& admin, const std::string& name) {
  const char* force = admin.server_version() >= 130000 ? " WITH (FORCE)" : "";
  return admin.run(fmt::format("DROP DATABASE {}{}", quoted(name), force));
}

}  // namespace plumb::devdb
