// SPDX-License-Identifier: Apache-2.0
// Under which digest a catalog is kept: that it changes whenever the catalog may have, and what it does not care for.
// That each attribute of each kind changes it, sensitivity_test.cpp shows; that no query reads what is not in it,
// completeness_test.cpp.
#include <support/catch.hpp>

#include <signal.h>

#include <thread>

#include <plumb/base/error.hpp>
#include <plumb/inspect/rows_digest.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/scripted.hpp>

#include "blueprint.hpp"
#include "rich_database.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

inspect::Snapshot read_with_digest(pg::Connection& connection, inspect::FindKept find_kept = {}) {
  return inspect::read(connection, {.digest = inspect::Digest::yes, .find_kept = std::move(find_kept)});
}

// As a new session sees it.
std::string digest(const TestDatabase& database) {
  return read_with_digest(*database.connect()).digest;
}

std::string one(pg::Connection& connection, std::string_view sql) {
  return std::string(pg::run_or_throw(connection, sql)->cell(0, 0));
}

std::unique_ptr<pg::Connection> connect_to(const devdb::Server& server) {
  return pg::connect(pg::Target::parse(server.url("postgres")));
}

// Until the server takes connections again.
std::unique_ptr<pg::Connection> connect_again(const devdb::Server& server) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (;;) {
    try {
      return connect_to(server);
    } catch (const Error&) {
      if (std::chrono::steady_clock::now() >= deadline) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

// A session during whose read of the catalog something happens: when the kind is asked for.
class Meanwhile {
 public:
  Meanwhile(const TestDatabase& database, std::string sql)
      : m_other(database.connect()),
        m_connection(
            [this, sql = std::move(sql)](std::string_view sent,
                                         std::span<const pg::Param>) -> std::optional<pg::Reply> {
              if (sent.find("\nFROM pg_catalog.pg_policy p") != std::string_view::npos && !std::exchange(m_done, true))
                execute(*m_other, sql);
              return std::nullopt;
            },
            database.connect()) {}

  pg::Connection& connection() { return m_connection; }
  [[nodiscard]] bool done() const { return m_done; }

 private:
  std::unique_ptr<pg::Connection> m_other;
  bool m_done = false;
  pg::ScriptedConnection m_connection;
};

}  // namespace

TEST_CASE("the digest stays as long as nothing is done that a catalog tells of") {
  const RichDatabase rich;
  const TestDatabase& database = rich.database();
  const auto connection = database.connect();
  execute(*connection, "CREATE TABLE numbers (n int)");
  const std::string before = digest(database);
  CHECK(before.size() == 64);
  CHECK(digest(database) == before);
  execute(*connection, "INSERT INTO numbers SELECT generate_series(1, 1000)");
  execute(*connection, "VACUUM (FREEZE, ANALYZE)");
  CHECK(digest(database) == before);
  {
    const TestDatabase other;
    execute(*other.connect(), "CREATE TABLE elsewhere (n int)");
    CHECK(digest(database) == before);
  }
  CHECK(digest(database) == before);
  execute(*connection, "ALTER TABLE numbers ADD COLUMN more int");
  CHECK(digest(database) != before);
}

TEST_CASE("undone is not as before: the rows are others") {
  const TestDatabase database;
  execute(*database.connect(), "CREATE TABLE t (n int)");
  const std::string before = digest(database);
  execute(*database.connect(), "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY");
  CHECK(digest(database) != before);
}

TEST_CASE("a kept catalog is taken where the rows are the same, and what does not follow from them is asked") {
  const RichDatabase rich;
  const TestDatabase& database = rich.database();
  const inspect::Snapshot first = read_with_digest(*database.connect());
  REQUIRE_FALSE(first.digest.empty());
  CHECK_FALSE(first.kept);
  int asked = 0;
  const auto find = [&](const inspect::Facts& facts, const std::string& digest) -> std::optional<catalog::Catalog> {
    ++asked;
    CHECK(facts.database == database.name());
    if (digest != first.digest) return std::nullopt;
    return read_with_digest(*database.connect()).catalog;
  };
  auto connection = database.connect();
  const auto trips = connection->traffic().round_trips;
  const inspect::Snapshot again = read_with_digest(*connection, find);
  CHECK(again.kept);
  CHECK(again.digest == first.digest);
  CHECK(connection->traffic().round_trips - trips == 2);
  CHECK(asked == 1);
  CHECK(again.catalog.sections().size() == first.catalog.sections().size());
  CHECK(summary(diff::compare(first.catalog, again.catalog)) == std::vector<std::string>());

  // A setting of the session is in no row.
  connection = pg::connect(pg::Target::parse(database.url("options=-c%20statement_timeout%3D12345")));
  const inspect::Snapshot other = read_with_digest(*connection, find);
  CHECK(other.kept);
  CHECK(other.catalog.find("setting_value", std::vector<std::string_view>{"statement_timeout"})->attribute("value") ==
        "12345");

  execute(*database.connect(), "CREATE TABLE stray (n int)");
  connection = database.connect();
  const auto before = connection->traffic().round_trips;
  const inspect::Snapshot changed = read_with_digest(*connection, find);
  CHECK_FALSE(changed.kept);
  CHECK(connection->traffic().round_trips - before == 3);
  CHECK(changed.catalog.find("table", std::vector<std::string_view>{"public", "stray"}));
}

TEST_CASE("a kept catalog that lacks a kind is not taken") {
  const TestDatabase database;
  const inspect::Snapshot snapshot = read_with_digest(
      *database.connect(), [](const inspect::Facts&, const std::string&) { return catalog::Catalog(); });
  CHECK_FALSE(snapshot.kept);
  CHECK(snapshot.catalog.section("table") != nullptr);
}

TEST_CASE("who asks, and for what, is in the digest") {
  const TestDatabase database;
  const auto connection = database.connect();
  const std::string usual = read_with_digest(*connection).digest;
  CHECK(inspect::read(*connection, {.scope = {.schemas = {"public"}}, .digest = inspect::Digest::yes}).digest != usual);
  CHECK(inspect::read(*connection, {.revisions_schema = "public", .digest = inspect::Digest::yes}).digest != usual);
  CHECK(inspect::read(*connection, {.roles = inspect::Roles::all, .digest = inspect::Digest::yes}).digest != usual);
  CHECK(inspect::read(*connection, {.migration_role = "pg_monitor", .digest = inspect::Digest::yes}).digest != usual);
  CHECK(inspect::read(*connection, {}).digest.empty());
  execute(*connection, "SET ROLE pg_monitor");
  CHECK(read_with_digest(*connection).digest != usual);
}

TEST_CASE("a login that may only connect has a digest, and its rights are in it") {
  const TestDatabase database;
  execute(*database.connect(), "DROP ROLE IF EXISTS digest_reader; CREATE ROLE digest_reader LOGIN");
  const auto as_reader = [&] {
    std::string url = database.tcp_url().reveal();
    const auto connection =
        pg::connect(pg::Target::parse(Secret(url.replace(url.find("postgres@"), 8, "digest_reader"))));
    return read_with_digest(*connection);
  };
  const std::string before = as_reader().digest;
  CHECK(before.size() == 64);
  CHECK(as_reader().digest == before);
  execute(*database.connect(), "GRANT pg_monitor TO digest_reader");
  const std::string granted = as_reader().digest;
  CHECK(granted.size() == 64);
  CHECK(granted != before);
  // Where it may not even look at the rows, everything is read, each time.
  execute(*database.connect(), "REVOKE SELECT ON pg_catalog.pg_partitioned_table FROM PUBLIC");
  const inspect::Snapshot without = as_reader();
  CHECK(without.digest.empty());
  CHECK(without.catalog.section("table") != nullptr);
  execute(*database.connect(), "GRANT SELECT ON pg_catalog.pg_partitioned_table TO PUBLIC");
  execute(*database.connect(), "DROP ROLE digest_reader");
}

TEST_CASE("DDL at work while it is read: nothing is kept") {
  const TestDatabase database;
  execute(*database.connect(), "CREATE TABLE t (n int)");
  SECTION("a table more") {
    Meanwhile meanwhile(database, "CREATE TABLE more (n int)");
    CHECK(read_with_digest(meanwhile.connection()).digest.empty());
    CHECK(meanwhile.done());
  }
  SECTION("another name, which what is printed may or may not have") {
    Meanwhile meanwhile(database, "ALTER TABLE t RENAME COLUMN n TO m");
    CHECK(read_with_digest(meanwhile.connection()).digest.empty());
    CHECK(meanwhile.done());
  }
  SECTION("rows of tables only") {
    Meanwhile meanwhile(database, "INSERT INTO t VALUES (1)");
    CHECK(read_with_digest(meanwhile.connection()).digest == digest(database));
    CHECK(meanwhile.done());
  }
}

TEST_CASE("two copies of one directory have the same numbers, and not the same digest") {
  static_cast<void>(server());  // skips where this version is not installed
  const auto start = [] { return devdb::Server::start({.major = major_version()}, Stop::never()); };
  const devdb::Server left = start();
  const devdb::Server right = start();
  execute(*connect_to(left), "CREATE TABLE t (n int)");
  execute(*connect_to(right), "CREATE TABLE t (n bigint)");
  constexpr std::string_view k_number = "SELECT concat(oid, ' ', xmin) FROM pg_class WHERE relname = 't'";
  CHECK(one(*connect_to(left), k_number) == one(*connect_to(right), k_number));
  CHECK(read_with_digest(*connect_to(left)).digest != read_with_digest(*connect_to(right)).digest);
}

TEST_CASE("after a crash, in which transactions may be lost and their numbers given again, the digest is another one") {
  static_cast<void>(server());  // skips where this version is not installed
  const devdb::Server server = devdb::Server::start({.major = major_version()}, Stop::never());
  const auto connection = connect_to(server);
  const std::string before = read_with_digest(*connection).digest;
  const std::string started = one(*connection, "SELECT pg_postmaster_start_time()::text");
  const auto victim = connect_to(server);
  REQUIRE(::kill(victim->backend_pid(), SIGKILL) == 0);
  while (connection->run("SELECT 1").ok()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto after = connect_again(server);
  CHECK(one(*after, "SELECT pg_postmaster_start_time()::text") == started);
  const std::string digest = read_with_digest(*after).digest;
  CHECK(digest.size() == 64);
  CHECK(digest != before);
}
