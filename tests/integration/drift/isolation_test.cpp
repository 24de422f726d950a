// SPDX-License-Identifier: Apache-2.0
// What the reference blueprint promises, tried on a server: no tenant, no rows; no other tenant's rows; nobody is
// exempt.
#include <support/catch.hpp>

#include "blueprint.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

constexpr std::string_view k_a = "00000000-0000-7000-8000-00000000000a";
constexpr std::string_view k_b = "00000000-0000-7000-8000-00000000000b";

// The first cell of the last command, or "ERROR <sqlstate>".
std::string ask(pg::Connection& connection, const std::string& sql) {
  const pg::Reply reply = connection.run(sql);
  if (reply.kind == pg::Reply::Kind::error) return "ERROR " + reply.error.sqlstate;
  return reply.table && reply.table->rows() > 0 ? std::string(reply.table->cell(0, 0)) : reply.tag;
}

// One request of the application: a transaction that takes up a role and, unless empty, a tenant.
std::string request(pg::Connection& connection, std::string_view role, std::string_view tenant, std::string_view sql) {
  execute(connection, "BEGIN");
  execute(connection, fmt::format("SET LOCAL ROLE {}", role));
  if (!tenant.empty()) execute(connection, fmt::format("SET LOCAL erun.tenant_id = '{}'", tenant));
  std::string answer = ask(connection, std::string(sql));
  execute(connection, answer.starts_with("ERROR") ? "ROLLBACK" : "COMMIT");
  return answer;
}

}  // namespace

TEST_CASE("the reference blueprint isolates tenants") {
  if (major_version() < 18) {
    WARN("not run: uuidv7() needs PostgreSQL 18");
    return;
  }
  // An owner that is no superuser, and an application that may take up both roles but inherits neither.
  const TestDatabase database;
  const auto connection = database.connect();
  execute(*connection,
          "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'blueprint_owner') THEN "
          "CREATE ROLE blueprint_owner CREATEROLE; CREATE ROLE blueprint_app; END IF; END $$");
  execute(*connection, fmt::format("ALTER DATABASE {} OWNER TO blueprint_owner", database.name()));
  execute(*connection, "SET SESSION AUTHORIZATION blueprint_owner");
  run_all(*connection, reference_migrations());
  execute(*connection, fmt::format("INSERT INTO tenants (tenant_id, name) VALUES ('{}', 'a'), ('{}', 'b')", k_a, k_b));
  execute(*connection, "RESET SESSION AUTHORIZATION");
  execute(*connection, "GRANT erun_tenant, erun_operations TO blueprint_app WITH INHERIT FALSE, SET TRUE");
  execute(*connection, "SET SESSION AUTHORIZATION blueprint_app");

  const std::string insufficient = "ERROR 42501";  // also what a row that a policy refuses gets
  CHECK(request(*connection, "erun_tenant", k_a, "INSERT INTO users (username) VALUES ('u') RETURNING tenant_id") ==
        k_a);
  CHECK(request(*connection, "erun_tenant", k_a, "INSERT INTO projects (name) VALUES ('p') RETURNING tenant_id") ==
        k_a);

  SECTION("no role: nothing") {
    CHECK(ask(*connection, "SELECT count(*) FROM users") == insufficient);
  }
  SECTION("no tenant, or an empty one: no rows, and none can be made") {
    CHECK(request(*connection, "erun_tenant", "", "SELECT count(*) FROM users") == "0");
    CHECK(request(*connection, "erun_tenant", "", "SET LOCAL erun.tenant_id = ''; SELECT count(*) FROM users") == "0");
    CHECK(request(*connection, "erun_tenant", "", "INSERT INTO users (username) VALUES ('x')") == insufficient);
  }
  SECTION("the other tenant sees and changes nothing") {
    CHECK(request(*connection, "erun_tenant", k_a, "SELECT count(*) FROM users") == "1");
    CHECK(request(*connection, "erun_tenant", k_b, "SELECT count(*) FROM users") == "0");
    CHECK(request(*connection, "erun_tenant", k_b, "UPDATE users SET username = 'x'") == "UPDATE 0");
    CHECK(request(*connection, "erun_tenant", k_b, "DELETE FROM projects") == "DELETE 0");
    const auto smuggle = fmt::format("INSERT INTO users (tenant_id, username) VALUES ('{}', 'x')", k_a);
    CHECK(request(*connection, "erun_tenant", k_b, smuggle) == insufficient);
    const auto give_away = fmt::format("UPDATE users SET tenant_id = '{}'", k_b);
    CHECK(request(*connection, "erun_tenant", k_a, give_away) == insufficient);
  }
  SECTION("a child cannot hang on another tenant's parent") {
    const std::string project = request(*connection, "erun_tenant", k_a, "SELECT project_id FROM projects");
    const auto insert = fmt::format("INSERT INTO tasks (project_id, title) VALUES ('{}', 't')", project);
    CHECK(request(*connection, "erun_tenant", k_b, insert) == "ERROR 23503");
    CHECK(request(*connection, "erun_tenant", k_a, insert) == "INSERT 0 1");
  }
  SECTION("operations see all") {
    CHECK(request(*connection, "erun_operations", "", "SELECT count(*) FROM users") == "1");
    CHECK(request(*connection, "erun_operations", "", "SELECT count(*) FROM tenants") == "2");
  }
  SECTION("tenants do not see which tenants there are") {
    CHECK(request(*connection, "erun_tenant", k_a, "SELECT count(*) FROM tenants") == insufficient);
  }
  SECTION("audit events can be added and read, no more") {
    CHECK(request(*connection, "erun_tenant", k_a, "INSERT INTO audit_events (action) VALUES ('x')") == "INSERT 0 1");
    CHECK(request(*connection, "erun_tenant", k_a, "SELECT count(*) FROM audit_events") == "1");
    CHECK(request(*connection, "erun_tenant", k_b, "SELECT count(*) FROM audit_events") == "0");
    CHECK(request(*connection, "erun_tenant", k_a, "UPDATE audit_events SET action = 'y'") == insufficient);
    CHECK(request(*connection, "erun_operations", "", "DELETE FROM audit_events") == insufficient);
  }
  SECTION("the first tenant is made once") {
    execute(*connection, "RESET SESSION AUTHORIZATION");
    execute(*connection, "INSERT INTO tenants (name, type) VALUES ('first', 'OPERATIONS')");
    CHECK(ask(*connection, "INSERT INTO tenants (name, type) VALUES ('second', 'OPERATIONS')") == "ERROR 23505");
  }
  SECTION("FORCE binds the owner") {
    execute(*connection, "SET SESSION AUTHORIZATION blueprint_owner");
    CHECK(ask(*connection, "SELECT count(*) FROM users") == "0");
    CHECK(ask(*connection, fmt::format("INSERT INTO users (tenant_id, username) VALUES ('{}', 'x')", k_a)) ==
          insufficient);
  }
  execute(*connection, "RESET SESSION AUTHORIZATION");
}
