// SPDX-License-Identifier: Apache-2.0
// A session on a real server: what comes back, how often is waited, and what happens when it ends.
#include <fmt/format.h>
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <chrono>
#include <thread>

#include <plumb/pg/advisory_lock.hpp>
#include <plumb/pg/scripted.hpp>

using namespace plumb;
using pg::Param;
using pg::Reply;
using pg::TransactionStatus;
using test::TestDatabase;

namespace {

std::string cell(const Reply& reply) {
  return reply.table ? std::string(reply.table->cell(0, 0)) : "<no rows>";
}

// Waits, without a limit on how long that may take, until another session shows the statement as running.
void until_running(pg::Connection& watcher, const std::string& what) {
  while (cell(watcher.run(fmt::format("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> "
                                      "pg_backend_pid() AND query LIKE '%{}%'",
                                      what))) == "0") {
    std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE("run gives the last answer of several commands") {
  const TestDatabase database;
  const auto connection = database.connect();
  const Reply reply =
      connection->run("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); SELECT a, NULL::int AS b FROM t");
  REQUIRE(reply.kind == Reply::Kind::rows);
  CHECK(reply.table->rows() == 2);
  CHECK(reply.table->columns() == 2);
  CHECK(reply.table->column_name(1) == "b");
  CHECK(reply.table->cell(1, 0) == "2");
  CHECK(reply.table->is_null(0, 1));
  CHECK(reply.table->cell(0, 1).empty());
  CHECK(connection->run("INSERT INTO t VALUES (3)").tag == "INSERT 0 1");
  CHECK(connection->run(" ; -- nothing\n").kind == Reply::Kind::empty);
}

TEST_CASE("run gives the first error, with its place in characters") {
  const TestDatabase database;
  const auto connection = database.connect();
  const std::string sql = "SELECT 'äö', nope";
  const Reply reply = connection->run(sql);
  REQUIRE(reply.kind == Reply::Kind::error);
  CHECK(reply.error.severity == "ERROR");
  CHECK(reply.error.sqlstate == "42703");
  CHECK(reply.error.position == 14);
  CHECK_FALSE(reply.error.connection_lost);
  CHECK(pg::atlas_text(reply.error, sql) == "pq: column \"nope\" does not exist at column 14 (42703)");
  CHECK(connection->run("SELECT 1; SELECT 1/0; SELECT nope").error.sqlstate == "22012");
  CHECK(cell(connection->run("SELECT 1")) == "1");
}

TEST_CASE("detail, hint and context arrive") {
  const TestDatabase database;
  const auto connection = database.connect();
  const Reply reply =
      connection->run("DO $$ BEGIN RAISE EXCEPTION 'm' USING DETAIL = 'd', HINT = 'h', ERRCODE = 'PL001'; END $$");
  CHECK(reply.error.message == "m");
  CHECK(reply.error.detail == "d");
  CHECK(reply.error.hint == "h");
  CHECK(reply.error.sqlstate == "PL001");
  CHECK(reply.error.context.find("PL/pgSQL") != std::string::npos);
  CHECK_FALSE(reply.error.position.has_value());
}

TEST_CASE("COPY with the client is ended, and the session goes on") {
  const TestDatabase database;
  const auto connection = database.connect();
  static_cast<void>(connection->run("CREATE TABLE t (a int)"));
  const Reply in = connection->run("COPY t FROM STDIN");
  CHECK(in.kind == Reply::Kind::copy);
  CHECK(in.tag == "(G) CopyInResponse");
  const Reply out = connection->run("COPY (SELECT generate_series(1, 100000)) TO STDOUT");
  CHECK(out.kind == Reply::Kind::copy);
  CHECK(out.tag == "(H) CopyOutResponse");
  CHECK(cell(connection->run("SELECT count(*) FROM t")) == "0");
  CHECK_THROWS_WITH(pg::run_or_throw(*connection, "COPY t TO STDOUT"), "COPY from or to the client is not supported");
}

TEST_CASE("a pipeline answers in order, skips after an error up to the sync, and goes on") {
  const TestDatabase database;
  const auto connection = database.connect();
  const std::vector<Param> params = {"x", std::nullopt};
  connection->send("SELECT $1::text, $2::text IS NULL", params);
  connection->send("SELECT nope");
  connection->send("SELECT 3");
  connection->send_sync();
  connection->send_prepare("p", "SELECT $1::int + 1");
  const std::vector<Param> forty_one = {"41"};
  connection->send_prepared("p", forty_one);
  connection->send_sync();
  CHECK(connection->outstanding() == 7);

  Reply first = connection->receive();
  CHECK(cell(first) == "x");
  CHECK(first.table->cell(0, 1) == "t");
  CHECK(connection->receive().error.sqlstate == "42703");
  CHECK(connection->receive().kind == Reply::Kind::skipped);
  CHECK(connection->receive().kind == Reply::Kind::sync);
  CHECK(connection->receive().kind == Reply::Kind::command);
  CHECK(cell(connection->receive()) == "42");
  CHECK(connection->receive().kind == Reply::Kind::sync);
  CHECK(connection->outstanding() == 0);
  CHECK(cell(connection->run("SELECT 'simple again'")) == "simple again");
}

TEST_CASE("a flush brings the answers so far and leaves the group open") {
  const TestDatabase database;
  const auto connection = database.connect();
  connection->send("CREATE TABLE t (a int)");
  connection->send_flush();
  CHECK(connection->receive().tag == "CREATE TABLE");
  // Not committed yet: what fails later in the group takes it away.
  connection->send("SELECT nope");
  connection->send_sync();
  CHECK(connection->receive().error.sqlstate == "42703");
  CHECK(connection->receive().kind == Reply::Kind::sync);
  CHECK(cell(connection->run("SELECT to_regclass('t') IS NULL")) == "t");
}

TEST_CASE("a simple query after a flush ends the group first") {
  const TestDatabase database;
  const auto connection = database.connect();
  connection->send("CREATE TABLE t (a int)");
  connection->send_flush();
  CHECK(connection->receive().ok());
  CHECK(connection->run("SELECT * FROM t").kind == Reply::Kind::rows);
}

TEST_CASE("a pipeline fuller than all buffers in both directions does not stall") {
  const TestDatabase database;
  const auto connection = database.connect();
  const std::vector<Param> params = {std::string(100000, 'x')};
  constexpr int k_count = 300;
  for (int i = 0; i < k_count; ++i) connection->send("SELECT $1 || $1", params);
  connection->send_sync();
  for (int i = 0; i < k_count; ++i) REQUIRE(cell(connection->receive()).size() == 200000);
  CHECK(connection->receive().kind == Reply::Kind::sync);
}

TEST_CASE("a text or a parameter with a NUL is refused and aborts the transaction") {
  using namespace std::string_view_literals;
  const TestDatabase database;
  const auto connection = database.connect();
  static_cast<void>(connection->run("BEGIN"));
  const Reply simple = connection->run("SELECT 1\0; SELECT 2"sv);
  CHECK(simple.error.sqlstate == "08P01");
  CHECK(simple.error.message == "invalid message format");
  CHECK(connection->transaction_status() == TransactionStatus::in_failed_transaction);
  static_cast<void>(connection->run("ROLLBACK"));

  const std::vector<Param> params = {std::string("a\0b", 3)};
  connection->send("SELECT 1");
  connection->send("SELECT $1::text", params);
  connection->send("SELECT 2");
  connection->send_sync();
  CHECK(cell(connection->receive()) == "1");
  CHECK(connection->receive().error.sqlstate == "22021");
  CHECK(connection->receive().kind == Reply::Kind::skipped);
  CHECK(connection->receive().kind == Reply::Kind::sync);
  CHECK(connection->run("SELECT '\xff'").error.sqlstate == "22021");
}

TEST_CASE("a lost session is an error now and ever after") {
  const TestDatabase database;
  const auto connection = database.connect();
  const std::string suicide = "SELECT pg_terminate_backend(pg_backend_pid())";
  SECTION("in a simple query") {
    const Reply reply = connection->run(suicide);
    CHECK(reply.error.sqlstate == "57P01");
    CHECK(reply.error.connection_lost);
    CHECK(pg::atlas_text(reply.error, suicide) == "driver: bad connection");
  }
  SECTION("in a pipeline") {
    connection->send("SELECT 1");
    connection->send(suicide);
    connection->send("SELECT 2");
    connection->send_sync();
    CHECK(cell(connection->receive()) == "1");
    CHECK(connection->receive().error.connection_lost);
    CHECK(connection->receive().error.connection_lost);
    CHECK(connection->receive().error.connection_lost);
    CHECK(connection->outstanding() == 0);
  }
  SECTION("while idle") {
    const auto other = database.connect();
    static_cast<void>(other->run(fmt::format("SELECT pg_terminate_backend({}, 10000)", connection->backend_pid())));
    CHECK(connection->run("SELECT 1").error.connection_lost);
  }
  CHECK(connection->transaction_status() == TransactionStatus::unknown);
  CHECK(connection->run("SELECT 1").error.connection_lost);
  connection->send("SELECT 1");
  connection->send_sync();
  CHECK(connection->receive().error.connection_lost);
  CHECK(connection->receive().error.connection_lost);
}

TEST_CASE("a Stop cancels the running statement, once, and lets what is sent afterwards run") {
  const TestDatabase database;
  Stop stop;
  const auto connection = database.connect(stop);
  const auto watcher = database.connect();
  std::thread user([&] {
    until_running(*watcher, "pg_sleep(3600)");
    stop.request();
  });
  SECTION("in a simple query") {
    static_cast<void>(connection->run("BEGIN"));
    CHECK(connection->run("SELECT pg_sleep(3600)").error.sqlstate == "57014");
    CHECK(connection->run("ROLLBACK").tag == "ROLLBACK");
  }
  SECTION("in a pipeline") {
    connection->send("SELECT pg_sleep(3600)");
    connection->send("SELECT 1");
    connection->send_sync();
    CHECK(connection->receive().error.sqlstate == "57014");
    CHECK(connection->receive().kind == Reply::Kind::skipped);
    CHECK(connection->receive().kind == Reply::Kind::sync);
  }
  user.join();
  const Reply after = connection->run("SELECT pg_sleep(0.05)::text || 'done'");
  INFO(after.error.sqlstate << " " << after.error.message);
  CHECK(cell(after) == "done");
}

TEST_CASE("round trips are counted, and a pipeline is one") {
  const TestDatabase database;
  const auto connection = database.connect();
  CHECK(connection->traffic().round_trips == 0);
  for (int i = 0; i < 5; ++i) static_cast<void>(connection->run("SELECT 1"));
  CHECK(connection->traffic().round_trips == 5);
  for (int i = 0; i < 50; ++i) connection->send("SELECT 1");
  connection->send_sync();
  while (connection->outstanding() > 0) static_cast<void>(connection->receive());
  CHECK(connection->traffic().round_trips == 6);
  CHECK(connection->traffic().statements == 55);
  CHECK(connection->traffic().bytes_sent > 55 * 8);
  CHECK(connection->traffic().bytes_received > 55 * 30);
}

TEST_CASE("the transaction's state is told") {
  const TestDatabase database;
  const auto connection = database.connect();
  CHECK(connection->transaction_status() == TransactionStatus::idle);
  static_cast<void>(connection->run("BEGIN"));
  CHECK(connection->transaction_status() == TransactionStatus::in_transaction);
  static_cast<void>(connection->run("SELECT nope"));
  CHECK(connection->transaction_status() == TransactionStatus::in_failed_transaction);
  CHECK(connection->server_version() / 10000 == test::major_version());
  CHECK(cell(database.connect()->run("SELECT pg_backend_pid()")) != std::to_string(connection->backend_pid()));
}

TEST_CASE("a scripted error aborts the wrapped session's transaction and group") {
  const TestDatabase database;
  const auto fail_insert = [](std::string_view sql, std::span<const Param>) -> std::optional<Reply> {
    if (sql.starts_with("INSERT")) return pg::error_reply("53100", "could not extend file: No space left on device");
    return std::nullopt;
  };
  pg::ScriptedConnection connection(fail_insert, database.connect());
  static_cast<void>(connection.run("CREATE TABLE t (a int)"));
  connection.send("ALTER TABLE t ADD b int");
  connection.send("INSERT INTO t VALUES (1)");
  connection.send("ALTER TABLE t ADD c int");
  connection.send_sync();
  CHECK(connection.receive().ok());
  CHECK(connection.receive().error.sqlstate == "53100");
  CHECK(connection.receive().kind == Reply::Kind::skipped);
  CHECK(connection.receive().kind == Reply::Kind::sync);
  CHECK(cell(connection.run("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0")) == "1");
  static_cast<void>(connection.run("BEGIN"));
  CHECK(connection.run("INSERT INTO t VALUES (1)").error.sqlstate == "53100");
  CHECK(connection.transaction_status() == TransactionStatus::in_failed_transaction);
}

TEST_CASE("the advisory lock is held by one session, and its holder is told") {
  const TestDatabase database;
  const auto first = database.connect();
  const auto second = database.connect();
  const std::uint32_t key = pg::lock_key("atlas_migrate_execute");
  CHECK_FALSE(pg::lock_holder(*second, key).has_value());
  REQUIRE(pg::acquire_lock(*first, key, std::chrono::seconds(0), Stop::never()));
  // As Atlas takes it: classid 0, objid the key, objsubid 1.
  CHECK(cell(second->run(
            "SELECT classid || ' ' || objid || ' ' || objsubid FROM pg_locks WHERE locktype = 'advisory'")) ==
        "0 2686470616 1");
  bool told = false;
  CHECK_FALSE(pg::acquire_lock(*second, key, std::chrono::milliseconds(60), Stop::never(), [&] { told = true; }));
  CHECK(told);
  const auto holder = pg::lock_holder(*second, key);
  REQUIRE(holder.has_value());
  CHECK(holder->pid == first->backend_pid());
  CHECK(holder->application == "plumb");
  CHECK(holder->user == "postgres");
  CHECK_FALSE(holder->since.empty());
  CHECK(pg::release_lock(*first, key));
  CHECK_FALSE(pg::release_lock(*first, key));
  CHECK(pg::acquire_lock(*second, key, std::chrono::seconds(0), Stop::never()));
}

TEST_CASE("a waiter for the lock gets it, or ends with the Stop") {
  const TestDatabase database;
  const auto first = database.connect();
  const auto second = database.connect();
  const std::uint32_t key = pg::lock_key("up");
  REQUIRE(pg::acquire_lock(*first, key, std::chrono::seconds(0), Stop::never()));
  SECTION("gets it") {
    CHECK(pg::acquire_lock(*second, key, std::chrono::hours(1), Stop::never(),
                           [&] { static_cast<void>(pg::release_lock(*first, key)); }));
  }
  SECTION("ends") {
    Stop stop;
    CHECK_FALSE(pg::acquire_lock(*second, key, std::chrono::hours(1), stop, [&] { stop.request(); }));
  }
}
