// SPDX-License-Identifier: Apache-2.0
#include "session.hpp"

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/sqlite/setup.hpp>

#include "made_relation.hpp"

namespace plumb::query {
namespace {

constexpr int k_longest_value = 16 << 20;
constexpr int k_longest_sql = 1 << 20;
constexpr int k_steps_between_looks = 2000;  // of SQLite's machine: a fraction of a millisecond

// SQLite declares its own virtual tables when they are first named, by SQL that the guard would refuse.
void declare_json_tables(sqlite3* connection) {
  sqlite3_exec(connection, "SELECT 1 FROM json_each('[]'), json_tree('[]')", nullptr, nullptr, nullptr);
}

// Without these, the first big sort would make a temporary file, and a misspelt "column" would be a text.
void make_safe(sqlite3* connection) {
  sqlite3_exec(connection, "PRAGMA temp_store = memory; PRAGMA trusted_schema = off", nullptr, nullptr, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, k_longest_value);
  sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, k_longest_sql);
  sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(connection, SQLITE_LIMIT_WORKER_THREADS, 0);
  sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, 500);
  sqlite3_extended_result_codes(connection, 1);
}

std::vector<std::string> column_names(sqlite3_stmt* statement) {
  std::vector<std::string> out;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) out.emplace_back(sqlite3_column_name(statement, i));
  return out;
}

std::string_view column_text(sqlite3_stmt* statement, int column) {
  // Not sqlite3_column_text(): it copies each text that has no NUL behind it.
  const bool is_text = sqlite3_column_type(statement, column) == SQLITE_TEXT;
  const void* text = is_text ? sqlite3_column_blob(statement, column) : sqlite3_column_text(statement, column);
  if (text == nullptr) return {};
  return {static_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

Value column_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    default:
      return std::string(column_text(statement, column));
  }
}

Cell column_cell(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return Cell(sqlite3_column_int64(statement, column));
    default:
      return Cell(column_text(statement, column));
  }
}

Failure out_of_space() {
  return {.reason = Failure::Reason::out_of_space,
          .message = "the query needs more memory than it may have",
          .hint = "look at fewer rows or columns"};
}

}  // namespace

Session::Session(const Stop& stop) : m_stop(stop) {
  sqlite::set_up();
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(":memory:", &m_connection, flags, nullptr) != SQLITE_OK) {
    const std::string why = sqlite3_errmsg(m_connection);
    sqlite3_close(m_connection);
    throw Error(fmt::format("open a database in memory: {}", why));
  }
  make_safe(m_connection);
  declare_json_tables(m_connection);
  m_guard.watch(m_connection);
  sqlite3_progress_handler(m_connection, k_steps_between_looks, &Session::on_progress, this);
}

Session::~Session() {
  sqlite3_close(m_connection);
}

int Session::on_progress(void* self) {
  Session& session = *static_cast<Session*>(self);
  const Limits& limits = session.m_limits;
  if (session.m_stop.requested()) {
    session.m_ended = Failure{.reason = Failure::Reason::interrupted, .message = "interrupted"};
  } else if (limits.time.count() > 0 && std::chrono::steady_clock::now() > session.m_deadline) {
    session.m_ended = Failure{.reason = Failure::Reason::out_of_time,
                              .message = fmt::format("the query took longer than {} ms", limits.time.count())};
  } else if (limits.memory > 0) {
    const auto used = std::max<std::ptrdiff_t>(sqlite::memory_of_thread() - session.m_memory_before, 0);
    if (static_cast<std::size_t>(used) + session.m_result_bytes > limits.memory) session.m_ended = out_of_space();
  }
  return session.m_ended ? 1 : 0;
}

void Session::begin(const Limits& limits) {
  m_limits = limits;
  m_deadline = std::chrono::steady_clock::now() + limits.time;
  m_memory_before = sqlite::memory_of_thread();
  m_result_bytes = 0;
  m_ended.reset();
  m_events.failure.reset();
  m_guard.forget();
}

// Of what SQLite has just refused: the first cause that is known.
Failure Session::failure() const {
  if (m_events.failure) return *m_events.failure;
  if (m_ended) return *m_ended;
  Failure out{.reason = Failure::Reason::sql, .message = sqlite3_errmsg(m_connection)};
  const int offset = sqlite3_error_offset(m_connection);
  if (offset >= 0) out.offset = static_cast<std::size_t>(offset);
  const int code = sqlite3_errcode(m_connection) & 0xff;
  if (!m_guard.refused().empty()) {
    out.reason = Failure::Reason::forbidden;
    out.message = m_guard.refused();
  } else if (code == SQLITE_TOOBIG || code == SQLITE_NOMEM) {
    out = out_of_space();
  }
  return out;
}

Session::Prepared Session::prepare_one(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v2(m_connection, sql.data(), static_cast<int>(sql.size()), &raw, &tail);
  Statement statement(raw);
  if (code != SQLITE_OK) return failure();
  if (statement == nullptr) return Failure{.reason = Failure::Reason::sql, .message = "there is no SQL to run"};
  // Comments may follow, and nothing else.
  const auto after = static_cast<std::size_t>(tail - sql.data());
  const std::string_view rest = sql.substr(after);
  const int rest_code = sqlite3_prepare_v2(m_connection, rest.data(), static_cast<int>(rest.size()), &raw, nullptr);
  const Statement second(raw);
  if (rest_code != SQLITE_OK || second != nullptr) {
    return Failure{.reason = Failure::Reason::forbidden, .message = "only one statement can be run", .offset = after};
  }
  return statement;
}

Session::Prepared Session::prepare(std::string_view sql) {
  if (sql.size() > k_longest_sql) {
    return Failure{.reason = Failure::Reason::sql, .message = "the SQL is longer than 1 MiB"};
  }
  if (sql.find('\0') != std::string_view::npos) {
    return Failure{.reason = Failure::Reason::sql, .message = "the SQL has a NUL byte", .offset = sql.find('\0')};
  }
  Prepared prepared = prepare_one(sql);
  const auto* statement = std::get_if<Statement>(&prepared);
  if (statement == nullptr) return prepared;
  // What the guard is not asked about, as VACUUM.
  if (sqlite3_column_count(statement->get()) == 0 || sqlite3_stmt_readonly(statement->get()) == 0) {
    return Failure{.reason = Failure::Reason::forbidden,
                   .message = "only SELECT is allowed: a catalog can be read, not changed"};
  }
  return prepared;
}

Outcome Session::run(std::string_view sql, const Limits& limits) {
  begin(limits);
  Prepared prepared = prepare(sql);
  if (auto* failure = std::get_if<Failure>(&prepared)) return std::move(*failure);
  sqlite3_stmt* statement = std::get<Statement>(prepared).get();
  Result result{.columns = column_names(statement)};
  while (true) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return result;
    if (code != SQLITE_ROW) return failure();
    if (limits.rows > 0 && result.rows.size() == limits.rows) {
      result.more = true;
      return result;
    }
    std::vector<Value>& row = result.rows.emplace_back();
    for (int i = 0; i < static_cast<int>(result.columns.size()); ++i) {
      row.push_back(column_value(statement, i));
      m_result_bytes += sizeof(Value) + static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
    }
    if (limits.memory > 0 && m_result_bytes > limits.memory) return out_of_space();
  }
}

std::variant<std::vector<std::string>, Failure> Session::compile(std::string_view sql) {
  begin({});
  Prepared prepared = prepare(sql);
  if (auto* failure = std::get_if<Failure>(&prepared)) return std::move(*failure);
  return column_names(std::get<Statement>(prepared).get());
}

std::variant<std::unique_ptr<Relation>, Failure> Session::materialise(std::string_view sql,
                                                                      const std::vector<ColumnDescription>& what) {
  Prepared prepared = prepare(sql);
  if (auto* failure = std::get_if<Failure>(&prepared)) return std::move(*failure);
  sqlite3_stmt* statement = std::get<Statement>(prepared).get();
  std::vector<ColumnDescription> columns;
  for (const std::string& name : column_names(statement)) {
    const auto described = std::ranges::find(what, name, &ColumnDescription::name);
    columns.push_back({.name = name, .what = described == what.end() ? "" : described->what});
  }
  auto relation = std::make_unique<MadeRelation>(std::move(columns));
  const int width = sqlite3_column_count(statement);
  while (true) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return relation;
    if (code != SQLITE_ROW) return failure();
    for (int i = 0; i < width; ++i) relation->add(column_cell(statement, i));
  }
}

}  // namespace plumb::query
