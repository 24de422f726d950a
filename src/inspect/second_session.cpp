// SPDX-License-Identifier: Apache-2.0
#include "second_session.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>

#include <plumb/base/error.hpp>

#include "inspect_sql.hpp"

namespace plumb::inspect {
namespace {

// The name goes into a command that takes no parameters.
std::string import_command(const std::string& snapshot) {
  const auto is_part = [](char c) { return c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); };
  if (!std::ranges::all_of(snapshot, is_part)) throw Error(fmt::format("\"{}\" is not a snapshot", snapshot));
  return fmt::format("SET TRANSACTION SNAPSHOT '{}'", snapshot);
}

// Else each of the two threads keeps to itself what it has freed, which is more than what it needs at once.
void share_memory() {
#ifdef M_ARENA_MAX
  (void)::mallopt(M_ARENA_MAX, 1);
#endif
}

}  // namespace

std::vector<pg::Param> session_settings(const ReadOptions& options) {
  return {std::to_string(options.statement_timeout.count()), std::to_string(options.lock_timeout.count())};
}

SecondSession::SecondSession(const ReadOptions& options, Shared shared, std::vector<const catalog::Kind*> kinds)
    : m_options(options), m_shared(std::move(shared)), m_kinds(std::move(kinds)) {
  share_memory();
  m_thread = std::jthread([this] { run(); });
}

bool SecondSession::finish() {
  if (m_thread.joinable()) m_thread.join();
  return m_done;
}

void SecondSession::run() {
  std::unique_ptr<pg::Connection> connection;
  try {
    connection = m_options.second();
    send(*connection);
    receive(*connection);
    m_done = true;
  } catch (const Error& error) {
    m_failure = error.message();
    m_interrupted = error.code() == ErrorCode::interrupted;
  } catch (const std::exception& error) {
    m_failure = error.what();
  }
  if (connection) m_traffic = connection->traffic();
}

void SecondSession::send(pg::Connection& connection) const {
  connection.send(k_begin);
  connection.send(import_command(m_shared.snapshot));
  connection.send(text::settings_sql, session_settings(m_options));
  connection.send(text::join_sql,
                  std::vector<pg::Param>{m_shared.migration_role, m_shared.reaching_roles, m_shared.server});
  for (const catalog::Kind* kind : m_kinds) connection.send(kind->sql);
  connection.send(k_commit);
  connection.send_sync();
}

void SecondSession::receive(pg::Connection& connection) {
  for (int setup = 0; setup < 3; ++setup) (void)receive_one(connection);
  const auto joined = receive_one(connection);
  if (joined->cell(0, 2) != "t") throw Error("the second session is on another server");
  for (const catalog::Kind* kind : m_kinds) m_tables[kind] = receive_one(connection);
  while (connection.outstanding() > 0) (void)connection.receive();
}

std::unique_ptr<TextTable> SecondSession::receive_one(pg::Connection& connection) {
  pg::Reply reply = connection.receive();
  if (pg::was_cancelled(reply.error)) throw Error("interrupted", ErrorCode::interrupted);
  if (!reply.ok()) throw pg::to_error(reply.error, "");
  return std::move(reply.table);
}

}  // namespace plumb::inspect
