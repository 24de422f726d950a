// SPDX-License-Identifier: Apache-2.0
// ALTER DATABASE … RENAME locks the database, so that nobody connects to it any more, and then waits up to five seconds
// for the sessions that are there. Who ends these must therefore do so before, and meanwhile from a session of its own.
#include "reset_swap.hpp"

#include <fmt/format.h>

#include <chrono>
#include <stop_token>
#include <thread>

#include <plumb/base/error.hpp>
#include <plumb/devdb/unfinished_database.hpp>
#include <plumb/pg/sqlstate.hpp>
#include <plumb/sql/quote.hpp>

namespace plumb::workflow {

namespace {

using namespace std::chrono_literals;

std::string terminate_statement(const std::string& database) {
  return fmt::format(
      "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
      "WHERE datname = {} AND pid <> pg_catalog.pg_backend_pid()",
      sql::quote_literal(database));
}

// Ends the sessions, and waits a moment for their end. Looks often, for the server itself would look every 100 ms.
void end_sessions(pg::Connection& admin, const std::string& database) {
  (void)pg::run_or_throw(admin, terminate_statement(database));
  const std::string left =
      fmt::format("SELECT FROM pg_catalog.pg_stat_activity WHERE datname = {}", sql::quote_literal(database));
  const auto deadline = std::chrono::steady_clock::now() + 2s;
  while (pg::run_or_throw(admin, left)->rows() > 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(1ms);
  }
}

// As long as it lives.
class SessionEnder {
 public:
  SessionEnder(const ResetTarget& target, const Runtime& runtime)
      : m_admin(pg::connect(pg::Target::parse(target.admin_url), {.application_name = "plumb reset"}, runtime.stop)),
        m_thread(
            [admin = m_admin.get(), statement = terminate_statement(target.database)](const std::stop_token& stop) {
              while (!stop.stop_requested() && admin->run(statement).ok()) std::this_thread::sleep_for(20ms);
            }) {}

 private:
  std::unique_ptr<pg::Connection> m_admin;  // the thread's alone
  std::jthread m_thread;
};

std::string swap_statements(const std::string& database, bool there, const std::string& replacement) {
  const std::string name = sql::quote_identifier(database);
  const std::string other = sql::quote_identifier(replacement);
  const std::string away =
      there ? fmt::format("ALTER DATABASE {} RENAME TO {};", name, devdb::discarded_name()) : std::string();
  // In one message, and so in one transaction. A throw-away server commits before it has written; this commit is to
  // outlive the server's own end, too. Renaming comes before altering, which would end our session where another plumb
  // is just dropping the replacement.
  return fmt::format(
      "SET LOCAL synchronous_commit = on;{0}ALTER DATABASE {1} RENAME TO {2};ALTER DATABASE {2} ALLOW_CONNECTIONS true",
      away, other, name);
}

bool is_there(pg::Connection& admin, const std::string& database) {
  const std::string query =
      fmt::format("SELECT FROM pg_catalog.pg_database WHERE datname = {}", sql::quote_literal(database));
  return pg::run_or_throw(admin, query)->rows() > 0;
}

// Others change the same rows: what they did is looked at, and then it is tried again.
bool is_worth_a_retry(const pg::ServerError& error) {
  namespace sqlstate = pg::sqlstate;
  const bool gone = error.sqlstate == sqlstate::k_invalid_catalog_name;
  const bool in_use = error.sqlstate == sqlstate::k_object_in_use;
  const bool changed_at_once = error.sqlstate == sqlstate::k_internal_error;  // "tuple concurrently updated"
  return gone || in_use || changed_at_once || pg::is_duplicate_database(error);
}

}  // namespace

Swapped swap_in(const ResetTarget& target, ResetFacts facts, const std::string& replacement, const Runtime& runtime) {
  constexpr int k_tries = 4;
  pg::Connection& admin = *target.admin;
  for (int tried = 1;; ++tried) {
    pg::Reply reply;
    {
      std::optional<SessionEnder> ender;
      if (facts.there && facts.sessions > 0) {
        end_sessions(admin, target.database);
        ender.emplace(target, runtime);
      }
      reply = admin.run(swap_statements(target.database, facts.there, replacement));
    }
    if (reply.ok()) return Swapped::yes;
    if (tried == k_tries || !is_worth_a_retry(reply.error)) throw pg::to_error(reply.error, "ALTER DATABASE");
    if (!is_there(admin, replacement)) return Swapped::gone;
    facts.there = is_there(admin, target.database);
    facts.sessions = 1;  // who came in the meantime
  }
}

}  // namespace plumb::workflow
