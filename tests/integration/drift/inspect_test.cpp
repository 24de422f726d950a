// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/snapshot.hpp>
#include <support/catch.hpp>

#include <algorithm>

#include <plumb/diff/difference.hpp>
#include <plumb/pg/scripted.hpp>

#include "blueprint.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

// A login with CONNECT and nothing else.
std::unique_ptr<pg::Connection> connect_as_auditor(const TestDatabase& database) {
  const auto admin = database.connect();
  execute(*admin,
          "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_auditor') THEN "
          "CREATE ROLE drift_auditor LOGIN; END IF; END $$");
  std::string url = database.tcp_url().reveal();
  return pg::connect(pg::Target::parse(Secret(url.replace(url.find("postgres@"), 8, "drift_auditor"))));
}

// The sections' objects, one by one, through another way of asking.
catalog::Catalog read_one_by_one(pg::Connection& connection, const std::string& migration_role) {
  execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  execute(connection, "SET LOCAL search_path = pg_catalog");
  execute(connection, "SET LOCAL plumb.migration_role = '" + migration_role + "'");
  catalog::Catalog catalog;
  for (const catalog::Kind* kind : catalog::Kinds::builtin().for_server(connection.server_version())) {
    catalog.add(*kind, pg::run_or_throw(connection, kind->sql));
  }
  execute(connection, "COMMIT");
  return catalog;
}

}  // namespace

TEST_CASE("a read is two round trips, whatever there is to read, and with the revisions too") {
  const TestDatabase database;
  const auto connection = database.connect();
  execute(*connection,
          "CREATE SCHEMA atlas_schema_revisions; CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (v int)");
  for (int tables = 0; tables < 40; ++tables) execute(*connection, fmt::format("CREATE TABLE t{} (i int)", tables));

  const auto before = connection->traffic().round_trips;
  const auto snapshot = inspect::read(*connection, {});
  CHECK(connection->traffic().round_trips == before + 2);
  CHECK(snapshot.catalog.section("table")->size() == 41);

  const auto with_revisions =
      inspect::read(*connection, {.revisions_schema = "atlas_schema_revisions",
                                  .revisions_query = "SELECT * FROM atlas_schema_revisions.atlas_schema_revisions"});
  CHECK(connection->traffic().round_trips == before + 4);
  CHECK(with_revisions.facts.revisions_table);
  REQUIRE(with_revisions.revisions);
  CHECK(with_revisions.revisions->kind == pg::Reply::Kind::rows);
  // It is not compared, nor is the schema that Atlas makes for it.
  CHECK(with_revisions.catalog.section("table")->size() == 40);
  CHECK(with_revisions.catalog.section("schema")->size() == 1);
  CHECK(connection->transaction_status() == pg::TransactionStatus::idle);
}

TEST_CASE("pipelined equals one by one") {
  const TestDatabase database;
  const auto connection = database.connect();
  run_all(*connection, {small_module()});
  const auto snapshot = read(*connection);
  const auto other = read_one_by_one(*connection, snapshot.facts.migration_role);
  CHECK(summary(diff::compare(other, snapshot.catalog)) == std::vector<std::string>{});
  CHECK(other.section("column")->size() == 7);
}

TEST_CASE("a login with CONNECT only sees what a superuser sees") {
  const TestDatabase database;
  const auto superuser = database.connect();
  run_all(*superuser, {small_module()});
  const auto auditor = connect_as_auditor(database);
  const auto theirs = read(*auditor);
  CHECK(theirs.facts.role == "drift_auditor");
  CHECK(std::ranges::all_of(theirs.not_seen, &inspect::NotSeen::in_part));
  CHECK(summary(diff::compare(read(*superuser).catalog, theirs.catalog)) == std::vector<std::string>{});
}

TEST_CASE("what the role may not read is said, and the rest is read") {
  const TestDatabase database;
  const auto superuser = database.connect();
  execute(*superuser, "CREATE TABLE t (i int); REVOKE SELECT ON pg_catalog.pg_policy FROM PUBLIC");
  const auto auditor = connect_as_auditor(database);
  const auto snapshot = read(*auditor);
  REQUIRE(std::ranges::count(snapshot.not_seen, false, &inspect::NotSeen::in_part) == 2);
  CHECK(snapshot.not_seen[0].what == "policy");
  CHECK(snapshot.not_seen[1].what == "policy_call");
  CHECK(snapshot.not_seen[0].reason == "permission denied for table pg_policy");
  CHECK(snapshot.catalog.section("policy") == nullptr);
  CHECK(snapshot.catalog.section("table")->size() == 1);
  CHECK(diff::compare(read(*superuser).catalog, snapshot.catalog).not_compared.size() == 1);
}

TEST_CASE("revisions that may not be read are no error") {
  const TestDatabase database;
  execute(*database.connect(), "CREATE SCHEMA r; CREATE TABLE r.atlas_schema_revisions (v int)");
  const auto auditor = connect_as_auditor(database);
  const auto snapshot =
      inspect::read(*auditor, {.revisions_schema = "r", .revisions_query = "SELECT * FROM r.atlas_schema_revisions"});
  CHECK(snapshot.facts.revisions_table);
  CHECK(!snapshot.facts.revisions_readable);
  CHECK(!snapshot.revisions);
  CHECK(auditor->transaction_status() == pg::TransactionStatus::idle);
}

TEST_CASE("the settings of a role, a database or a URL do not change what is read") {
  const TestDatabase database;
  const auto connection = database.connect();
  run_all(*connection, {small_module()});
  execute(*connection,
          "CREATE TABLE d (at timestamptz DEFAULT '2026-01-02 03:04:05+00', for_ interval DEFAULT '1 day 2 hours')");
  const auto plain = read(*connection);
  execute(*connection,
          "SET search_path = public; SET quote_all_identifiers = on; SET TimeZone = 'Asia/Tokyo';"
          "SET DateStyle = 'German'; SET IntervalStyle = 'iso_8601'");
  CHECK(summary(diff::compare(plain.catalog, read(*connection).catalog)) == std::vector<std::string>{});
  // … and are as they were afterwards.
  CHECK(pg::run_or_throw(*connection, "SHOW search_path")->cell(0, 0) == "public");
}

TEST_CASE("extensions, system schemas and temporary tables are out of scope") {
  const TestDatabase database;
  const auto connection = database.connect();
  execute(*connection,
          "CREATE TEMPORARY TABLE here (i int); CREATE SCHEMA of_extension;"
          "CREATE TABLE of_extension.t (i int); ALTER EXTENSION plpgsql ADD TABLE of_extension.t");
  const auto snapshot = read(*connection);
  CHECK(snapshot.catalog.section("table")->size() == 0);
  CHECK(snapshot.catalog.section("column")->size() == 0);
  CHECK(snapshot.catalog.section("schema")->size() == 2);
}

TEST_CASE("a lock that a migration holds is noticed") {
  const TestDatabase database;
  const auto reader = database.connect();
  CHECK(!read(*reader).facts.apply_running);
  const auto migrator = database.connect();
  execute(*migrator, "SELECT pg_advisory_lock(2686470616)");
  CHECK(read(*reader).facts.apply_running);
  const TestDatabase elsewhere;
  CHECK(!read(*elsewhere.connect()).facts.apply_running);
}
