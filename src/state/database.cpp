// SPDX-License-Identifier: Apache-2.0
#include "database.hpp"

#include <sqlite3.h>

#include <plumb/base/error.hpp>
#include <plumb/sqlite/setup.hpp>

namespace plumb::state {
namespace {

constexpr int k_patience = 250;  // milliseconds for which another process is waited for

}  // namespace

Query::Query(Database& database, std::string_view sql) : m_database(database) {
  m_database.check(
      sqlite3_prepare_v2(database.m_handle, sql.data(), static_cast<int>(sql.size()), &m_statement, nullptr));
}

Query::~Query() {
  sqlite3_finalize(m_statement);
}

int Query::next() {
  return ++m_bound;
}

Query& Query::bind(std::int64_t value) {
  m_database.check(sqlite3_bind_int64(m_statement, next(), value));
  return *this;
}

Query& Query::bind(std::string_view text) {
  m_database.check(sqlite3_bind_text64(m_statement, next(), text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Query& Query::bind_blob(std::string_view bytes) {
  m_database.check(sqlite3_bind_blob64(m_statement, next(), bytes.data(), bytes.size(), SQLITE_STATIC));
  return *this;
}

Query& Query::bind(std::optional<std::int64_t> value) {
  if (value) return bind(*value);
  m_database.check(sqlite3_bind_null(m_statement, next()));
  return *this;
}

bool Query::step() {
  const int code = sqlite3_step(m_statement);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) m_database.check(code);
  return false;
}

std::int64_t Query::number(int column) const {
  return sqlite3_column_int64(m_statement, column);
}

std::string Query::text(int column) const {
  const void* bytes = sqlite3_column_blob(m_statement, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Database::Database(const std::string& path) {
  sqlite::set_up();
  // The file is there already, made with the right mode.
  const int code = sqlite3_open_v2(path.c_str(), &m_handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) {
    const std::string reason = m_handle == nullptr ? "out of memory" : sqlite3_errmsg(m_handle);
    sqlite3_close(m_handle);
    m_handle = nullptr;
    throw Error(reason);
  }
  sqlite3_busy_timeout(m_handle, k_patience);
  // A file that somebody damaged on purpose must not be able to run anything.
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // Else every run that wrote something ends by syncing the whole file; the log is worked in when it has grown.
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Database::~Database() {
  sqlite3_close(m_handle);
}

void Database::check(int code) {
  if (code == SQLITE_OK) return;
  m_failure = code;
  throw Error(sqlite3_errmsg(m_handle));
}

void Database::execute(const std::string& sql) {
  check(sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::number(std::string_view sql) {
  Query query(*this, sql);
  return query.step() ? query.number(0) : 0;
}

bool Database::damaged() const {
  const int primary = m_failure & 0xFF;
  // A table or column that is not there (SQLITE_ERROR): the file says that it has our format, and has not.
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_ERROR || primary == SQLITE_MISMATCH;
}

bool Database::busy() const {
  const int primary = m_failure & 0xFF;
  return primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_PROTOCOL;
}

Transaction::Transaction(Database& database) : m_database(database) {
  m_database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!m_open) return;
  try {
    m_database.execute("ROLLBACK");
  } catch (const Error&) {
    // SQLite has rolled back by itself after some failures.
    m_open = false;
  }
}

void Transaction::commit() {
  m_database.execute("COMMIT");
  m_open = false;
}

}  // namespace plumb::state
