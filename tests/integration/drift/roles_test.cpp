// SPDX-License-Identifier: Apache-2.0
// Which roles of a cluster concern a database, and what of them depends on the server only.
#include <support/catch.hpp>

#include <algorithm>

#include <plumb/diff/difference.hpp>
#include <plumb/inspect/snapshot.hpp>

#include "blueprint.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

void make_roles(pg::Connection& connection) {
  execute(connection,
          "DO $$ DECLARE r text; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'roles\\_%' LOOP "
          "EXECUTE 'DROP OWNED BY ' || r; EXECUTE 'DROP ROLE ' || r; END LOOP; END $$");
  execute(connection, "CREATE ROLE roles_a; CREATE ROLE roles_b; CREATE ROLE roles_c LOGIN");
}

std::string reach(pg::Connection& connection, std::string_view role) {
  const inspect::Snapshot snapshot = read(connection);
  const auto found = snapshot.catalog.find("role", std::vector<std::string_view>{role});
  return found ? std::string(found->attribute("reach").value_or("(not set)")) : "(no such role)";
}

std::vector<std::string> between(pg::Connection& left, pg::Connection& right, inspect::ReadOptions options = {}) {
  options.revisions_schema = "public";
  const inspect::Snapshot before = inspect::read(left, options);
  const inspect::Snapshot after = inspect::read(right, options);
  return summary(diff::compare(before.catalog, after.catalog));
}

}  // namespace

TEST_CASE("a role concerns a database once it reaches something in it, itself or through others") {
  const TestDatabase database;
  const TestDatabase other;
  const auto connection = database.connect();
  const auto elsewhere = other.connect();
  make_roles(*connection);
  CHECK(reach(*connection, "roles_a") == "no");

  // What is granted in another database, or to PUBLIC, does not count.
  execute(*elsewhere, "GRANT CREATE ON SCHEMA public TO roles_a");
  execute(*connection, "CREATE TABLE t (i int); GRANT SELECT ON t TO PUBLIC");
  CHECK(reach(*connection, "roles_a") == "no");
  CHECK(reach(*elsewhere, "roles_a") == "yes");

  execute(*connection, "GRANT INSERT ON t TO roles_a; GRANT roles_a TO roles_b; GRANT roles_b TO roles_c");
  for (const char* role : {"roles_a", "roles_b", "roles_c"}) CHECK(reach(*connection, role) == "yes");
  execute(*connection, "REVOKE INSERT ON t FROM roles_a");
  for (const char* role : {"roles_a", "roles_b", "roles_c"}) CHECK(reach(*connection, role) == "no");

  execute(*elsewhere, "DROP OWNED BY roles_a");
  for (const char* way : {"ALTER ROLE roles_c SUPERUSER", "GRANT pg_read_all_data TO roles_c"}) {
    make_roles(*connection);
    execute(*connection, way);
    CHECK(reach(*connection, "roles_c") == "yes");
  }
  make_roles(*connection);
  execute(*connection, fmt::format("ALTER ROLE roles_c IN DATABASE {} SET work_mem = '8MB'", database.name()));
  CHECK(reach(*connection, "roles_c") == "yes");
  CHECK(reach(*elsewhere, "roles_c") == "no");
  make_roles(*elsewhere);
}

TEST_CASE("on a server that only the files have made roles on, all of them count") {
  const TestDatabase database;
  const auto connection = database.connect();
  make_roles(*connection);
  const inspect::Snapshot all = inspect::read(*connection, {.roles = inspect::Roles::all});
  const std::vector<std::string_view> name = {"roles_a"};
  CHECK(all.catalog.find("role", name)->attribute("reach") == "yes");
  // The live side has it too, and there it reaches nothing: nothing is missing, and what differs is told.
  CHECK(summary(diff::compare(all.catalog, read(*connection).catalog)).empty());
  execute(*connection, "ALTER ROLE roles_a BYPASSRLS");
  CHECK(summary(diff::compare(all.catalog, read(*connection).catalog)) ==
        std::vector<std::string>{"DRF003 critical role roles_a: bypass_rls"});
}

TEST_CASE("what the role that runs the migrations is, and has, belongs to the server") {
  const TestDatabase database;
  const TestDatabase other;
  const auto ours = database.connect();
  const auto theirs = other.connect();
  make_roles(*ours);
  for (pg::Connection* each : {ours.get(), theirs.get()}) {
    execute(*each, "CREATE TABLE atlas_schema_revisions (v int)");
  }
  // On the one server a superuser runs them, on the other an owner with no more rights than needed.
  execute(*theirs, "ALTER TABLE atlas_schema_revisions OWNER TO roles_c; GRANT roles_a TO roles_c");
  execute(*theirs, fmt::format("GRANT CREATE ON DATABASE {} TO roles_c", other.name()));
  execute(*theirs, fmt::format("ALTER ROLE roles_c IN DATABASE {} SET work_mem = '8MB'", other.name()));
  CHECK(between(*ours, *theirs) == std::vector<std::string>{});

  // An owner who is neither of these is worth a word.
  execute(*theirs, fmt::format("ALTER DATABASE {} OWNER TO roles_c", other.name()));
  CHECK(between(*ours, *theirs) == std::vector<std::string>{});
  execute(*theirs, fmt::format("ALTER DATABASE {} OWNER TO roles_b", other.name()));
  CHECK(between(*ours, *theirs) == std::vector<std::string>{"DRF003 high database {database}: owner"});
  execute(*theirs, fmt::format("ALTER DATABASE {} OWNER TO postgres", other.name()));
}

TEST_CASE("who may take the migrations' role is told") {
  const TestDatabase database;
  const TestDatabase other;
  const auto ours = database.connect();
  const auto theirs = other.connect();
  make_roles(*ours);
  for (pg::Connection* each : {ours.get(), theirs.get()}) {
    execute(*each, "CREATE TABLE atlas_schema_revisions (v int); ALTER TABLE atlas_schema_revisions OWNER TO roles_a");
  }
  const inspect::Snapshot before = inspect::read(*ours, {.revisions_schema = "public"});
  execute(*theirs, "GRANT roles_a TO roles_c");
  const inspect::Snapshot after = inspect::read(*theirs, {.revisions_schema = "public"});
  const std::vector<std::string> found = summary(diff::compare(before.catalog, after.catalog));
  CHECK(std::ranges::count(found, "DRF002 critical membership {migration role}, roles_c, {migration role}") == 1);
}
