// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/run_script.hpp>

#include <algorithm>

#include <plumb/sql/traits.hpp>

#include "script_error.hpp"

namespace plumb::desired {
namespace {

bool needs_simple_protocol(const sql::Statement& statement) {
  return sql::traits(statement.text).needs_simple_protocol;
}

bool controls_transaction(const sql::Statement& statement) {
  return sql::traits(statement.text).controls_transaction;
}

void check(const Script& script, const sql::Statement& statement, const pg::Reply& reply) {
  if (reply.kind == pg::Reply::Kind::error) throw script_error(script, statement, reply.error);
}

void check_control(const pg::Reply& reply, std::string_view text) {
  if (reply.kind == pg::Reply::Kind::error) throw pg::to_error(reply.error, text);
}

void run_one_by_one(pg::Connection& connection, const Script& script, bool transaction) {
  if (transaction) check_control(connection.run("BEGIN"), "BEGIN");
  for (const sql::Statement& statement : script.statements) check(script, statement, connection.run(statement.text));
  if (transaction) check_control(connection.run("COMMIT"), "COMMIT");
}

// In one pipeline: a sync after each statement that is to be a transaction of its own, else one at the end.
void run_pipelined(pg::Connection& connection, const Script& script, bool transaction) {
  if (transaction) connection.send("BEGIN");
  for (const sql::Statement& statement : script.statements) {
    connection.send(statement.text);
    if (!transaction) connection.send_sync();
  }
  if (transaction) connection.send("COMMIT");
  connection.send_sync();

  if (transaction) check_control(connection.receive(), "BEGIN");
  for (const sql::Statement& statement : script.statements) {
    check(script, statement, connection.receive());
    if (!transaction) (void)connection.receive();
  }
  if (transaction) check_control(connection.receive(), "COMMIT");
  (void)connection.receive();
}

}  // namespace

void run_script(pg::Connection& connection, const Script& script) {
  const bool transaction = script.transaction == Script::Transaction::whole_file &&
                           std::ranges::none_of(script.statements, controls_transaction);
  if (std::ranges::any_of(script.statements, needs_simple_protocol)) {
    run_one_by_one(connection, script, transaction);
  } else {
    run_pipelined(connection, script, transaction);
  }
}

}  // namespace plumb::desired
