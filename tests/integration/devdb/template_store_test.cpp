// SPDX-License-Identifier: Apache-2.0
// Templates: what is copied, which is found, which goes.
#include <plumb/devdb/template_store.hpp>

#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <plumb/base/error.hpp>

using namespace plumb;
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
    (void)store.drop_spares();
    (void)store.evict({.number = 0});
  }
  std::unique_ptr<pg::Connection> connection;
  TemplateStore store;
};

std::string cell(const std::string& database, const std::string& sql) {
  const auto connection = pg::connect(pg::Target::parse(test::server().url(database)));
  return std::string(pg::run_or_throw(*connection, sql)->cell(0, 0));
}

// How many databases are being made, or wait to be dropped.
std::string unfinished(pg::Connection& connection) {
  const auto rows = pg::run_or_throw(
      connection, "SELECT count(*) FROM pg_catalog.pg_database WHERE datname ~ '^plumb_(new|old)_[0-9a-f]{32}$'");
  return std::string(rows->cell(0, 0));
}

}  // namespace

TEST_CASE("a database is kept, found by its key, and copied") {
  Admin admin;
  const test::TestDatabase database;
  (void)pg::run_or_throw(*database.connect(), "CREATE TABLE t AS SELECT 42 AS n");
  CHECK_FALSE(admin.store.longest({key('a'), key('b')}));
  admin.store.keep(key('a'), database.name());
  CHECK(admin.store.longest({key('a'), key('b')})->at == 0);
  (void)pg::run_or_throw(*database.connect(), "UPDATE t SET n = 43");
  admin.store.keep(key('b'), database.name());
  CHECK(admin.store.longest({key('a'), key('b')})->at == 1);
  CHECK(admin.store.longest({key('a'), key('c')})->at == 0);
  {
    const auto copy = admin.store.copy(key('a'));
    REQUIRE(copy);
    CHECK(cell(copy->name(), "SELECT n FROM t") == "42");
    CHECK(unfinished(*admin.connection) == "1");
  }
  CHECK(unfinished(*admin.connection) == "0");
  admin.store.keep(key('a'), database.name());  // in place of the other one
  CHECK(cell(admin.store.copy(key('a'))->name(), "SELECT n FROM t") == "43");
  CHECK_FALSE(admin.store.copy(key('c')));
  CHECK_THROWS_WITH(admin.store.keep("../x", database.name()), "../x is not the key of a template");
}

TEST_CASE("a copy has the owner, privileges, settings and comment of the database") {
  Admin admin;
  const test::TestDatabase database;
  const auto describe = [&](const std::string& name) {
    const std::string sql =
        "SELECT pg_catalog.concat_ws(' ', d.datdba::regrole, d.datacl, pg_catalog.shobj_description(d.oid, "
        "'pg_database'), "
        "(SELECT pg_catalog.string_agg(pg_catalog.concat(s.setrole::regrole, s.setconfig), ',' ORDER BY 1) "
        "FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = d.oid)) FROM pg_catalog.pg_database d "
        "WHERE d.datname = '" +
        name + "'";
    return std::string(pg::run_or_throw(*admin.connection, sql)->cell(0, 0));
  };
  const auto change = [&](const std::string& before, const std::string& after) {
    (void)pg::run_or_throw(*admin.connection, before + " \"" + database.name() + "\" " + after);
  };
  (void)pg::run_or_throw(*admin.connection, "CREATE ROLE \"the owner\"; CREATE ROLE reader");
  change("REVOKE TEMPORARY ON DATABASE", "FROM PUBLIC");
  change("GRANT CONNECT ON DATABASE", "TO reader WITH GRANT OPTION");
  change("ALTER DATABASE", "SET search_path TO \"a b\", public");
  change("ALTER ROLE reader IN DATABASE", "SET timezone TO 'Asia/Tokyo'");
  change("ALTER DATABASE", "SET \"plumb.text\" TO 'it''s, \\ \"this\"'");
  change("COMMENT ON DATABASE", "IS E'it''s\ntwo lines, use 7'");
  change("ALTER DATABASE", "OWNER TO \"the owner\"");
  admin.store.keep(key('a'), database.name());
  admin.store.count_use(key('a'));
  CHECK(describe(admin.store.copy(key('a'))->name()) == describe(database.name()));
  CHECK(describe(database.name()).find("two lines") != std::string::npos);
  (void)admin.store.evict({.number = 0});
  change("ALTER DATABASE", "OWNER TO postgres");
  change("REVOKE CONNECT ON DATABASE", "FROM reader");
  (void)pg::run_or_throw(*admin.connection, "DROP ROLE reader; DROP ROLE \"the owner\"");
}

TEST_CASE("a template is not found where a role is gone or is not as it was") {
  Admin admin;
  const test::TestDatabase database;
  (void)pg::run_or_throw(*admin.connection, "CREATE ROLE kept LOGIN; CREATE ROLE grp; GRANT grp TO kept");
  admin.store.keep(key('a'), database.name());
  const auto found = [&] { return admin.store.longest({key('a')}).has_value(); };
  const auto after = [&](const char* sql) {
    (void)pg::run_or_throw(*admin.connection, sql);
    return found();
  };
  CHECK(found());
  CHECK(after("CREATE ROLE another"));
  CHECK_FALSE(after("ALTER ROLE kept BYPASSRLS"));
  CHECK(after("ALTER ROLE kept NOBYPASSRLS"));
  CHECK_FALSE(after("REVOKE grp FROM kept"));
  CHECK(after("GRANT grp TO kept"));
  CHECK_FALSE(after("DROP ROLE kept"));
  admin.store.keep(key('a'), database.name());  // as it is now
  CHECK(found());
  (void)pg::run_or_throw(*admin.connection, "DROP ROLE grp; DROP ROLE another");
}

TEST_CASE("a spare is made once, told, and taken once") {
  Admin admin;
  const test::TestDatabase database;
  (void)pg::run_or_throw(*database.connect(), "CREATE TABLE t AS SELECT 42 AS n");
  admin.store.make_spare(key('a'));  // of nothing
  CHECK_FALSE(admin.store.take_spare(key('a')));
  admin.store.keep(key('a'), database.name());
  CHECK_FALSE(admin.store.longest({key('a')})->has_spare);
  admin.store.make_spare(key('a'));
  admin.store.make_spare(key('a'));
  CHECK(admin.store.longest({key('a')})->has_spare);
  CHECK_THROWS(cell(TemplateStore::spare_name(key('a')), "SELECT n FROM t"));  // it takes no connections
  const auto taken = admin.store.take_spare(key('a'));
  REQUIRE(taken);
  CHECK(cell(taken->name(), "SELECT n FROM t") == "42");
  CHECK_FALSE(admin.store.take_spare(key('a')));
  admin.store.make_spare(key('a'));
  CHECK(admin.store.drop_spares(key('a')) == 0);
  CHECK(admin.store.drop_spares(key('b')) == 1);
}

TEST_CASE("what a killed maker left is dropped, and nothing else") {
  Admin admin;
  const auto maker = pg::connect(pg::Target::parse(test::server().url("postgres")));
  auto made = std::make_unique<devdb::UnfinishedDatabase>(*maker, "template0");
  const std::string name = made->name();
  CHECK(devdb::drop_left_databases(*admin.connection) == 0);  // its maker lives
  made->give_away();
  made.reset();
  // A name of the form, but nobody's digest.
  const std::string users = "plumb_new_00000000000000000000000000000000";
  (void)pg::run_or_throw(*admin.connection, "CREATE DATABASE " + users);
  (void)pg::run_or_throw(*maker, "SELECT pg_advisory_unlock_all()");  // as its end does
  (void)pg::run_or_throw(*admin.connection, "CREATE DATABASE " + devdb::discarded_name());
  CHECK(devdb::drop_left_databases(*admin.connection) == 2);
  CHECK(unfinished(*admin.connection) == "1");
  (void)pg::run_or_throw(*admin.connection, "DROP DATABASE " + users);
}

TEST_CASE("the least recently used templates go, and nothing else") {
  Admin admin;
  const test::TestDatabase database;
  for (const char digit : {'a', 'b', 'c'}) admin.store.keep(key(digit), database.name());
  (void)pg::run_or_throw(*admin.connection, "CREATE DATABASE plumb_template_dddddddddddddddddddddddddddddddd");
  admin.store.count_use(key('a'));
  CHECK(admin.store.evict({.number = 3}) == 0);
  CHECK(admin.store.evict({.number = 2}) == 1);
  std::vector<std::string> keys;
  for (const devdb::Template& one : admin.store.list()) keys.push_back(one.key);
  CHECK(keys == std::vector<std::string>{key('c'), key('a')});
  CHECK(admin.store.evict({.bytes = admin.store.list().back().bytes + 1}) == 1);
  CHECK_FALSE(admin.store.longest({key('c')}));
  CHECK(admin.store.longest({key('a')})->at == 0);
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
