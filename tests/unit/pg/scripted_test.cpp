// SPDX-License-Identifier: Apache-2.0
// The scripted connection must behave as a server would, or the fault tests that stand on it prove nothing. (Wrapped
// around a real one: tests/integration/pg/connection_test.cpp.)
#include <support/catch.hpp>

#include <plumb/pg/scripted.hpp>

using namespace plumb;
using pg::Param;
using pg::Reply;
using pg::TransactionStatus;

namespace {

using Answer = pg::ScriptedConnection::Answer;

Answer failing(std::string text, Reply (*reply)()) {
  return [text = std::move(text), reply](std::string_view sql, std::span<const Param>) -> std::optional<Reply> {
    if (sql == text) return reply();
    return std::nullopt;
  };
}

Reply broken() {
  return pg::error_reply("XX000", "broken");
}

}  // namespace

TEST_CASE("without a script everything succeeds") {
  pg::ScriptedConnection connection([](auto, auto) { return std::nullopt; });
  CHECK(connection.run("SELECT 1").ok());
  connection.send("SELECT 2");
  connection.send_sync();
  CHECK(connection.outstanding() == 2);
  CHECK(connection.receive().ok());
  CHECK(connection.receive().kind == Reply::Kind::sync);
  CHECK(connection.sent() == std::vector<std::string>{"SELECT 1", "SELECT 2", "SYNC"});
}

TEST_CASE("an error skips the rest of its group, and asks nobody about it") {
  int asked = 0;
  pg::ScriptedConnection connection([&](std::string_view sql, std::span<const Param>) -> std::optional<Reply> {
    ++asked;
    if (sql == "B") return broken();
    return std::nullopt;
  });
  for (const char* sql : {"A", "B", "C"}) connection.send(sql);
  connection.send_sync();
  connection.send("D");
  connection.send_sync();
  CHECK(connection.receive().ok());
  CHECK(connection.receive().error.sqlstate == "XX000");
  CHECK(connection.receive().kind == Reply::Kind::skipped);
  CHECK(connection.receive().kind == Reply::Kind::sync);
  CHECK(connection.receive().ok());
  CHECK(connection.receive().kind == Reply::Kind::sync);
  CHECK(asked == 5);
}

TEST_CASE("answers that came before a loss are delivered, nothing after it") {
  pg::ScriptedConnection connection(failing("B", &pg::lost_reply));
  for (const char* sql : {"A", "B", "C"}) connection.send(sql);
  connection.send_sync();
  CHECK(connection.receive().ok());
  for (int i = 0; i < 3; ++i) CHECK(connection.receive().error.connection_lost);
  CHECK(connection.run("D").error.connection_lost);
  CHECK(connection.transaction_status() == TransactionStatus::unknown);
  connection.send("E");
  CHECK(connection.receive().error.connection_lost);
}

TEST_CASE("a loss at a flush shows in the next answer") {
  pg::ScriptedConnection connection(failing("FLUSH", &pg::lost_reply));
  connection.send("A");
  connection.send_flush();
  connection.send("B");
  CHECK(connection.receive().ok());
  CHECK(connection.receive().error.connection_lost);
}

TEST_CASE("the transaction's state follows what was sent") {
  pg::ScriptedConnection connection(failing("X", &broken));
  CHECK(connection.transaction_status() == TransactionStatus::idle);
  static_cast<void>(connection.run("begin"));
  CHECK(connection.transaction_status() == TransactionStatus::in_transaction);
  static_cast<void>(connection.run("X"));
  CHECK(connection.transaction_status() == TransactionStatus::in_failed_transaction);
  static_cast<void>(connection.run("ROLLBACK"));
  CHECK(connection.transaction_status() == TransactionStatus::idle);
}

TEST_CASE("run_or_throw throws what run reports") {
  pg::ScriptedConnection connection(failing("X", &broken));
  CHECK_THROWS_WITH(pg::run_or_throw(connection, "X"), "broken (XX000)");
  CHECK(pg::run_or_throw(connection, "Y")->rows() == 0);
}
