// SPDX-License-Identifier: Apache-2.0
// Templates: what is copied, which is found, which goes.
#include <plumb/devdb/template_store.hpp>

#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <plumb/base/error.hpp>

using namespace plumb;
using devdb::Copied;
using devdb::TemplateStore;

namespace {

std::string key(char digit) {
  return std::string(32, digit);
}

// A session in "postgres", and no template left from the case before.
struct Admin {
  Admin() : connection(pg::connect(pg::Target::parse(test::server().url("postgres")))), store(*connection) {
    (void)store.evict({.number = 0});
  }
  ~Admin() {
    (void)store.evict({.number = 0});
    (void)connection->run("DROP DATABASE IF EXISTS \"a \"\"copy\"\"\"");
  }
  std::unique_ptr<pg::Connection> connection;
  TemplateStore store;
};

std::string cell(const std::string& database, const std::string& sql) {
  const auto connection = pg::connect(pg::Target::parse(test::server().url(database)));
  return std::string(pg::run_or_throw(*connection, sql)->cell(0, 0));
}

}  // namespace

TEST_CASE("a database is kept, found by its key, and copied") {
  Admin admin;
  const test::TestDatabase database;
  (void)pg::run_or_throw(*database.connect(), "CREATE TABLE t AS SELECT 42 AS n");
  CHECK_FALSE(admin.store.longest({key('a'), key('b')}));
  admin.store.keep(key('a'), database.name());
  CHECK(admin.store.longest({key('a'), key('b')}) == 0);
  (void)pg::run_or_throw(*database.connect(), "UPDATE t SET n = 43");
  admin.store.keep(key('b'), database.name());
  CHECK(admin.store.longest({key('a'), key('b')}) == 1);
  CHECK(admin.store.longest({key('a'), key('c')}) == 0);
  admin.store.keep(key('a'), database.name());  // is there
  CHECK(admin.store.copy(key('a'), "a \"copy\"") == Copied::yes);
  CHECK(cell("a \"copy\"", "SELECT n FROM t") == "42");
  CHECK(admin.store.copy(key('c'), "another") == Copied::gone);
  CHECK_THROWS_WITH(admin.store.copy(key('a'), "a \"copy\""), "database \"a \"copy\"\" already exists (42P04)");
  CHECK_THROWS_WITH(admin.store.keep("../x", database.name()), "../x is not the key of a template");
}

TEST_CASE("the least recently used templates go, and nothing else") {
  Admin admin;
  const test::TestDatabase database;
  for (const char digit : {'a', 'b', 'c'}) admin.store.keep(key(digit), database.name());
  (void)pg::run_or_throw(*admin.connection, "CREATE DATABASE plumb_template_dddddddddddddddddddddddddddddddd");
  CHECK(admin.store.copy(key('a'), "a \"copy\"") == Copied::yes);
  CHECK(admin.store.evict({.number = 3}) == 0);
  CHECK(admin.store.evict({.number = 2}) == 1);
  std::vector<std::string> keys;
  for (const devdb::Template& one : admin.store.list()) keys.push_back(one.key);
  CHECK(keys == std::vector<std::string>{key('c'), key('a')});
  CHECK(admin.store.evict({.bytes = admin.store.list().back().bytes + 1}) == 1);
  CHECK(admin.store.longest({key('c')}) == std::nullopt);
  CHECK(admin.store.longest({key('a')}) == 0);
  CHECK(admin.store.evict({.number = 0}) == 1);
  // A user's, with a name like ours: it takes connections.
  (void)pg::run_or_throw(*admin.connection, "DROP DATABASE plumb_template_dddddddddddddddddddddddddddddddd");
}

TEST_CASE("a database that somebody uses cannot be kept") {
  Admin admin;
  const test::TestDatabase database;
  const auto session = database.connect();
  CHECK_THROWS_WITH(admin.store.keep(key('a'), database.name()),
                    Catch::Matchers::Contains("is being accessed by other users"));
}
