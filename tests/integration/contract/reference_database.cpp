// SPDX-License-Identifier: Apache-2.0
#include "reference_database.hpp"

#include <plumb/base/error.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/sql/quote.hpp>
#include <plumb/workflow/contract.hpp>

#include "savepoint_connection.hpp"

namespace plumb::test {
namespace {

constexpr std::string_view k_roles = R"(
  CREATE ROLE erun_owner;
  CREATE ROLE erun_tenant;
  CREATE ROLE erun_operations;
  CREATE ROLE erun_api LOGIN NOINHERIT;
  GRANT erun_tenant, erun_operations TO erun_api WITH INHERIT FALSE, SET TRUE;
)";

// Roles belong to the server, which all cases of a program share.
void make_roles(pg::Connection& connection) {
  const auto found = pg::run_or_throw(connection, "SELECT 1 FROM pg_roles WHERE rolname = 'erun_owner'");
  if (found->rows() == 0) (void)pg::run_or_throw(connection, k_roles);
}

}  // namespace

ReferenceDatabase::ReferenceDatabase() : m_connection(m_database.connect()) {
  make_roles(*m_connection);
  run("ALTER DATABASE " + sql::quote_identifier(m_database.name()) + " OWNER TO erun_owner");
  run("ALTER SCHEMA public OWNER TO erun_owner");
  run("SET SESSION AUTHORIZATION erun_owner");
  const auto directory = migration::Directory::open_path(PLUMB_SOURCE_DIR "/migrations/default");
  for (const migration::File& file : directory.files()) run(file.content);
  run("RESET SESSION AUTHORIZATION");
}

void ReferenceDatabase::begin() {
  run("BEGIN");
}

void ReferenceDatabase::rollback() {
  run("ROLLBACK");
}

void ReferenceDatabase::run(std::string_view sql) {
  (void)pg::run_or_throw(*m_connection, sql);
}

namespace {

// Calls with a connection that leaves an open transaction open.
template <class Call>
auto within(pg::Connection& connection, Call call) {
  SavepointConnection inside(connection);
  const bool is_open = connection.transaction_status() == pg::TransactionStatus::in_transaction;
  return call(is_open ? static_cast<pg::Connection&>(inside) : connection);
}

inspect::Snapshot read_all(pg::Connection& connection) {
  inspect::Snapshot snapshot = inspect::read(connection, {});
  for (const inspect::NotSeen& what : snapshot.not_seen) {
    if (!what.in_part) throw Error(what.what + " was not read: " + what.reason);
  }
  return snapshot;
}

}  // namespace

contract::Judgement ReferenceDatabase::judge(const contract::Rules& rules, const settings::Settings& settings,
                                             contract::Active active) {
  return judge(read(), rules, settings, active);
}

contract::Judgement ReferenceDatabase::judge(const inspect::Snapshot& snapshot, const contract::Rules& rules,
                                             const settings::Settings& settings, contract::Active active) {
  return within(*m_connection, [&](pg::Connection& connection) {
    const workflow::Contract contract{
        .settings = contract::with_knobs(settings, rules), .rules = rules, .active = active};
    return workflow::judge(snapshot, contract, &connection);
  });
}

inspect::Snapshot ReferenceDatabase::read() {
  return within(*m_connection, read_all);
}

std::vector<std::string> ReferenceDatabase::column(std::string_view sql) {
  const auto table = pg::run_or_throw(*m_connection, sql);
  std::vector<std::string> out;
  for (std::size_t row = 0; row < table->rows(); ++row) out.emplace_back(table->cell(row, 0));
  return out;
}

void ReferenceDatabase::reconnect() {
  m_connection = m_database.connect();
}

}  // namespace plumb::test
