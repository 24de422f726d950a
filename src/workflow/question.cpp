// SPDX-License-Identifier: Apache-2.0
#include "question.hpp"

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/pg/sqlstate.hpp>

namespace plumb::workflow {
namespace {

// A rule may look, and must not be felt: it waits for nobody, and gives up soon.
constexpr std::string_view k_limits =
    "SELECT pg_catalog.set_config('statement_timeout', '5s', true), pg_catalog.set_config('lock_timeout', '1s', true), "
    "pg_catalog.set_config('idle_in_transaction_session_timeout', '30s', true)";

// The role of $1 if the session may become it; before 16 every member may.
std::string become_role(int server_version) {
  return fmt::format(
      "SELECT pg_catalog.set_config('role', r.rolname, true) FROM pg_catalog.pg_roles r "
      "WHERE r.rolname OPERATOR(pg_catalog.=) $1 AND pg_catalog.pg_has_role(SESSION_USER, r.oid, '{}')",
      server_version >= 160000 ? "SET" : "MEMBER");
}

// Messages before the question itself.
std::size_t send(pg::Connection& connection, const Question& question) {
  connection.send("BEGIN TRANSACTION READ ONLY");
  connection.send(k_limits);
  std::size_t before = 2;
  for (const auto& [name, value] : question.settings) {
    const std::vector<pg::Param> pair = {name, value};
    connection.send("SELECT pg_catalog.set_config($1, $2, true)", pair);
    ++before;
  }
  if (!question.role.empty()) {
    const std::vector<pg::Param> role = {question.role};
    connection.send(become_role(connection.server_version()), role);
    ++before;
  }
  connection.send(question.sql);
  connection.send_sync();
  // In a group of its own, so that it also runs after an error.
  connection.send("ROLLBACK");
  connection.send_sync();
  return before;
}

pg::Reply receive(pg::Connection& connection, std::size_t before) {
  pg::Reply first_error;
  bool failed = false;
  pg::Reply answer;
  for (std::size_t i = 0; i <= before; ++i) {
    answer = connection.receive();
    if (answer.kind != pg::Reply::Kind::error || failed) continue;
    failed = true;
    first_error = std::move(answer);
  }
  (void)connection.receive();  // the sync
  (void)connection.receive();  // ROLLBACK
  (void)connection.receive();
  return failed ? std::move(first_error) : std::move(answer);
}

}  // namespace

const std::vector<std::string>& Known::knob(const std::string& name) const {
  static const std::vector<std::string> k_none;
  const auto found = settings.knobs.find(name);
  return found == settings.knobs.end() ? k_none : found->second;
}

std::vector<pg::Reply> ask(pg::Connection& connection, std::span<const Question> questions) {
  std::vector<std::size_t> before;
  for (const Question& question : questions) before.push_back(send(connection, question));
  std::vector<pg::Reply> out;
  for (const std::size_t count : before) out.push_back(receive(connection, count));
  for (const pg::Reply& reply : out) {
    if (pg::was_cancelled(reply.error)) throw Error("interrupted", ErrorCode::interrupted);
  }
  return out;
}

std::optional<contract::Unable> no_answer(const pg::Reply& reply) {
  if (reply.ok()) return std::nullopt;
  const pg::ServerError& error = reply.error;
  if (error.connection_lost) return contract::Unable{"the connection was lost: " + error.message};
  const bool no_right = error.sqlstate == pg::sqlstate::k_insufficient_privilege;
  const bool out_of_time =
      error.sqlstate == pg::sqlstate::k_query_canceled || error.sqlstate == pg::sqlstate::k_lock_not_available;
  if (!no_right && !out_of_time) return std::nullopt;
  return contract::Unable{fmt::format("{} ({})", error.message, error.sqlstate)};
}

}  // namespace plumb::workflow
