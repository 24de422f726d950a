// SPDX-License-Identifier: Apache-2.0
// What is the same blueprint gives no difference, however it came to be where it is: other OIDs, another order, another
// server, a dump that was restored, physical upkeep. Each major version with itself.
#include <fmt/format.h>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <plumb/sql/scanner.hpp>

#include "blueprint.hpp"
#include "rich_database.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

constexpr std::string_view k_name = "silence";  // of the database, on each server

void run_script(pg::Connection& connection, std::string_view sql) {
  for (const sql::Statement& statement : sql::scan(sql).statements) execute(connection, statement.text);
}

// A server of its own, for roles are the cluster's; with a database, unless a dump is to make it.
class Cluster {
 public:
  enum class Database { create, leave_out };
  explicit Cluster(Database database = Database::create, std::string superuser = "postgres", std::string_view as = "")
      : m_server(devdb::Server::start({.major = major_version(), .tcp = true, .settings = {}})),
        m_superuser(std::move(superuser)) {
    if (m_superuser != "postgres") rename_superuser();
    if (database == Database::create) {
      run_script(*connect("postgres"), fmt::format("CREATE DATABASE {} TEMPLATE template0 {};", k_name, as));
    }
  }

  [[nodiscard]] std::unique_ptr<pg::Connection> connect(std::string_view database = k_name) const {
    return pg::connect(pg::Target::parse(url(database)));
  }
  [[nodiscard]] Secret url(std::string_view database) const {
    std::string base = m_server.tcp_base();
    base.replace(base.find("postgres@"), 8, m_superuser);
    return Secret(fmt::format("{}/{}", base, database));
  }

 private:
  // The first superuser, whose name initdb was told.
  void rename_superuser() {
    run_script(*pg::connect(pg::Target::parse(m_server.url("postgres"))), "CREATE ROLE passing SUPERUSER LOGIN;");
    std::string base = m_server.tcp_base();
    base.replace(base.find("postgres@"), 8, "passing");
    run_script(*pg::connect(pg::Target::parse(Secret(base + "/postgres"))),
               fmt::format("ALTER ROLE postgres RENAME TO {};", m_superuser));
    run_script(*connect("postgres"), "DROP ROLE passing;");
  }

  devdb::Server m_server;
  std::string m_superuser;
};

std::string rich() {
  return rich_sql(major_version(), std::string(k_name));
}

void check_silence(const inspect::Snapshot& left, const inspect::Snapshot& right) {
  CHECK(left.not_seen.size() == right.not_seen.size());
  CHECK(summary(diff::compare(left.catalog, right.catalog)) == std::vector<std::string>{});
  CHECK(summary(diff::compare(right.catalog, left.catalog)) == std::vector<std::string>{});
}

// The major version of a pg_dumpall; 0 if it is not there.
int version_of(const std::string& program) {
  FILE* pipe = ::popen(fmt::format("{} --version 2>/dev/null", program).c_str(), "r");
  if (pipe == nullptr) return 0;
  int version = 0;
  const int fields = std::fscanf(pipe, "pg_dumpall (PostgreSQL) %d", &version);
  ::pclose(pipe);
  return fields == 1 ? version : 0;
}

std::string environment(const char* name, std::string_view otherwise = "") {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string(otherwise) : value;
}

// The distribution's pg_dumpall, else the one of scripts/setup_pg_dump: the first that is not older than the server.
std::optional<std::string> find_dump() {
  constexpr std::string_view k_program = "pg_dump/bin/pg_dumpall";
  const std::string data = environment("XDG_DATA_HOME", environment("HOME") + "/.local/share");
  for (const std::string& program :
       {std::string("pg_dumpall"), fmt::format("{}/{}", environment("PLUMB_POSTGRES_ROOT"), k_program),
        fmt::format("{}/plumb/postgres/{}", data, k_program), fmt::format("/opt/plumb/postgres/{}", k_program)}) {
    if (version_of(program) >= major_version()) return program;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("upkeep is no difference") {
  const Cluster cluster;
  const auto connection = cluster.connect();
  run_script(*connection, rich());
  const auto before = read(*connection);
  REQUIRE(before.catalog.section("table")->size() > 5);
  for (const std::string& sql :
       {fmt::format("REINDEX DATABASE {}", k_name), std::string("VACUUM FULL"), std::string("ANALYZE"),
        std::string("CLUSTER"), std::string("VACUUM (FREEZE)"), std::string("CHECKPOINT")}) {
    INFO(sql);
    execute(*connection, sql);
    check_silence(before, read(*cluster.connect()));
  }
}

TEST_CASE("another server, superuser, port and encoding, and other OIDs, are no difference") {
  const Cluster one;
  run_script(*one.connect(), rich());
  const Cluster other(
      Cluster::Database::create, "boss",
      fmt::format("ENCODING 'LATIN1' LOCALE 'C' {}", major_version() >= 15 ? "LOCALE_PROVIDER libc" : ""));
  // What was made and dropped before moves the counter of OIDs, and leaves room for rows elsewhere in the catalogs.
  execute(*other.connect(),
          "DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE TABLE burnt_%s (i int PRIMARY KEY)', i); "
          "EXECUTE format('CREATE ROLE burnt_%s', i); END LOOP; END $$");
  execute(*other.connect(),
          "DO $$ BEGIN FOR i IN REVERSE 300..1 LOOP EXECUTE format('DROP TABLE burnt_%s', i); "
          "EXECUTE format('DROP ROLE burnt_%s', i); END LOOP; END $$");
  run_script(*other.connect(), rich());
  check_silence(read(*one.connect()), read(*other.connect()));
}

TEST_CASE("another order of creation is no difference") {
  const std::vector<std::string> roles = {"CREATE ROLE a", "CREATE ROLE b", "CREATE ROLE \"C c\""};
  const std::vector<std::string> tables = {"CREATE TABLE one (i int PRIMARY KEY, t text)",
                                           "CREATE TABLE two (i int)",
                                           "CREATE SCHEMA s",
                                           "CREATE TYPE e AS ENUM ('x', 'y')",
                                           "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                                           "CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1'"};
  const std::vector<std::string> parts = {"GRANT SELECT ON one TO a",
                                          "GRANT INSERT ON one TO b WITH GRANT OPTION",
                                          "GRANT UPDATE (t) ON one TO \"C c\"",
                                          "GRANT a TO b",
                                          "GRANT a TO \"C c\"",
                                          "CREATE POLICY p ON one TO a, b USING (true)",
                                          "CREATE POLICY q ON one USING (false)",
                                          "CREATE INDEX one_t ON one (t)",
                                          "ALTER TABLE one ADD CONSTRAINT c1 CHECK (i > 0)",
                                          "ALTER TABLE one ADD CONSTRAINT c2 CHECK (i < 9)",
                                          "ALTER TABLE two ADD FOREIGN KEY (i) REFERENCES one",
                                          "ALTER TABLE one SET (fillfactor = 70)",
                                          "ALTER TABLE one SET (autovacuum_enabled = off)",
                                          "CREATE PUBLICATION both_ FOR TABLE one, two",
                                          "ALTER ROLE a SET work_mem = '8MB'",
                                          "ALTER ROLE a SET lock_timeout = '1s'",
                                          "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO a, b",
                                          "CREATE STATISTICS st ON i, t FROM one"};
  std::optional<Cluster> clusters[2];
  for (const bool backwards : {false, true}) {
    const auto connection = clusters[backwards ? 1 : 0].emplace().connect();
    for (std::vector<std::string> list : {roles, tables, parts}) {
      if (backwards) std::ranges::reverse(list);
      for (const std::string& sql : list) execute(*connection, sql);
    }
  }
  check_silence(read(*clusters[0]->connect()), read(*clusters[1]->connect()));
}

TEST_CASE("a dump that was restored is no difference") {
  const std::optional<std::string> dump = find_dump();
  if (!dump) {
    WARN("not run: there is no pg_dumpall for PostgreSQL " << major_version() << " (scripts/setup_pg_dump)");
    CHECK(environment("PLUMB_REQUIRE_ALL").empty());
    return;
  }
  const Cluster one;
  const auto connection = one.connect();
  run_script(*connection, rich());
  // What a dump does not hold: options of pg_default, a switched-off foreign key, a language whose handler is the
  // server's own; and labels of a provider that is not loaded.
  run_script(*connection,
             "ALTER TABLESPACE pg_default RESET (random_page_cost); DROP LANGUAGE rich_language;"
             "ALTER TABLE rich.notes ENABLE TRIGGER ALL; ALTER TABLE rich.notes ENABLE ALWAYS TRIGGER touch;"
             "DELETE FROM pg_catalog.pg_seclabel; DELETE FROM pg_catalog.pg_shseclabel;");
  const Cluster other(Cluster::Database::leave_out);
  // PostgreSQL 14 does not know what a newer pg_dumpall writes of the locale, nor those before 17 its timeout.
  const std::string command = fmt::format(
      "{} -d '{}' | sed 's/ LOCALE_PROVIDER = libc//' | psql -Xq -o /dev/null '{}' 2>&1 | "
      "grep ERROR: | grep -vE 'role \"postgres\" already exists|\"transaction_timeout\"'",
      *dump, one.url("postgres").reveal(), other.url("postgres").reveal());
  static_cast<void>(std::system(command.c_str()));
  check_silence(read(*connection), read(*other.connect()));
}
