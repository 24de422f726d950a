// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/pg/advisory_lock.hpp>
#include <plumb/pg/scripted.hpp>

using namespace plumb;
using pg::Param;
using pg::Reply;

namespace {

Reply boolean(bool value) {
  auto table = std::make_unique<OwnedTextTable>(std::vector<std::string>{"b"});
  table->add({{.text = value ? "t" : "f"}});
  Reply reply;
  reply.kind = Reply::Kind::rows;
  reply.table = std::move(table);
  return reply;
}

// Says yes at the given try, counted from 1.
pg::ScriptedConnection acquired_at(int wanted) {
  return pg::ScriptedConnection(
      [wanted, count = 0](std::string_view, std::span<const Param>) mutable -> std::optional<Reply> {
        return boolean(++count == wanted);
      });
}

}  // namespace

TEST_CASE("the key is FNV-1, not FNV-1a") {
  CHECK(pg::lock_key("") == 2166136261U);
  CHECK(pg::lock_key("migrate") == 979249972U);
  CHECK(pg::lock_key("up") == 1551306158U);
  CHECK(pg::lock_key("atlas_migrate_execute") == 2686470616U);
  CHECK(pg::lock_key("atlas_migrate_diff") == 361947982U);
  CHECK(pg::lock_key("atlas_lint") == 526800194U);
  CHECK(pg::lock_key("atlas_lint_public") == 1304589634U);
}

TEST_CASE("no time to wait is one try") {
  auto free = acquired_at(1);
  CHECK(pg::acquire_lock(free, 7, std::chrono::seconds(0), Stop::never()));
  CHECK(free.sent() == std::vector<std::string>{"SELECT pg_catalog.pg_try_advisory_lock(7)"});
  auto held = acquired_at(2);
  bool waited = false;
  CHECK_FALSE(pg::acquire_lock(held, 7, std::chrono::seconds(-1), Stop::never(), [&] { waited = true; }));
  CHECK(held.sent().size() == 1);
  CHECK_FALSE(waited);
}

TEST_CASE("who waits is told once, and tries again") {
  auto connection = acquired_at(3);
  int told = 0;
  CHECK(pg::acquire_lock(connection, 7, std::chrono::hours(1), Stop::never(), [&] { ++told; }));
  CHECK(connection.sent().size() == 3);
  CHECK(told == 1);
}

TEST_CASE("the deadline is followed by one more try") {
  auto connection = acquired_at(2);
  CHECK(pg::acquire_lock(connection, 7, std::chrono::milliseconds(1), Stop::never()));
}

TEST_CASE("what the server says is thrown") {
  pg::ScriptedConnection connection([](auto, auto) { return pg::error_reply("42501", "permission denied"); });
  CHECK_THROWS_WITH(pg::acquire_lock(connection, 7, std::chrono::seconds(0), Stop::never()),
                    "permission denied (42501)");
  CHECK_THROWS_WITH(pg::release_lock(connection, 7), "permission denied (42501)");
}
