// SPDX-License-Identifier: Apache-2.0
// The probe sees each kind of way in: where it sees nothing, a breach would not be one.
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <algorithm>

#include "mutation_trial.hpp"

namespace plumb::test {
namespace {

struct Opened {
  const char* sql;
  const char* breach;
};

const std::vector<Opened> k_opened = {
    {"ALTER TABLE users DISABLE ROW LEVEL SECURITY", "erun_tenant (a) sees 1 rows of public.users"},
    {"GRANT SELECT (name) ON tenants TO erun_tenant", "erun_tenant (a) sees 2 rows of public.tenants"},
    {"ALTER FUNCTION erun_current_tenant_id() IMMUTABLE", "erun_tenant keeps a plan for public.users"},
    {"ALTER POLICY users_tenant_policy ON users WITH CHECK (true)",
     "erun_tenant (a) does INSERT to others' rows of public.users"},
    {"ALTER POLICY users_tenant_policy ON users USING (true)",
     "erun_tenant (a) does DELETE to others' rows of public.users"},
    {"ALTER POLICY users_tenant_policy ON users WITH CHECK (true)",
     "erun_tenant (a) does move to others' rows of public.users"},
    {"ALTER TABLE projects ADD UNIQUE (name)", "erun_tenant (a) is told which keys others have in public.projects"},
    {"GRANT INSERT ON projects TO erun_tenant", "erun_tenant (a) does ON CONFLICT to others' rows of public.projects"},
    {"ALTER TABLE tasks DROP CONSTRAINT tasks_tenant_id_project_id_fkey, ADD FOREIGN KEY (project_id) REFERENCES "
     "projects",
     "erun_tenant refers from public.tasks to others' rows of public.projects"},
    {"ALTER TABLE tasks ALTER CONSTRAINT tasks_tenant_id_project_id_fkey NOT ENFORCED",
     "erun_tenant refers from public.tasks to others' rows of public.projects"},
    {"ALTER TABLE usage_events_2026 DISABLE TRIGGER ALL",
     "erun_tenant refers from public.usage_events to others' rows of public.projects"},
    {"GRANT TRUNCATE ON users TO erun_tenant", "erun_tenant may TRUNCATE public.users"},
    {"GRANT erun_owner TO erun_api WITH INHERIT FALSE", "erun_api may act as the owner of public.users"},
    {"GRANT erun_operations TO erun_tenant WITH INHERIT FALSE", "erun_tenant may act as operations"},
    {"GRANT erun_operations TO erun_api WITH INHERIT TRUE", "erun_api (a) sees 2 rows of public.users"},
    {"GRANT pg_execute_server_program TO erun_api WITH INHERIT FALSE", "erun_api may act as pg_execute_server_program"},
    {"GRANT SET ON PARAMETER session_replication_role TO erun_tenant", "erun_tenant may turn foreign keys off"},
    {"GRANT SELECT ON pg_statistic TO PUBLIC", "erun_tenant may read pg_statistic"},
    {"GRANT EXECUTE ON FUNCTION pg_read_file(text) TO erun_tenant", "erun_tenant may call pg_read_file(text)"},
    {"ALTER ROLE erun_api SET erun.tenant_id = 'bbbbbbbb-0000-7000-8000-000000000000'",
     "a new session of erun_api starts with erun.tenant_id="},
    {"CREATE VIEW door AS SELECT username FROM users; GRANT SELECT ON door TO erun_tenant",
     "erun_tenant is told what others have by public.door"},
    {"CREATE FUNCTION door() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT username FROM users'; "
     "GRANT EXECUTE ON FUNCTION door() TO erun_tenant",
     "erun_tenant is told what others have by public.door()"},
    {"GRANT UPDATE ON audit_events TO erun_operations; ALTER TABLE audit_events DISABLE ROW LEVEL SECURITY",
     "erun_operations changes what is append-only: UPDATE public.audit_events"},
};

TEST_CASE("the probe sees each kind of way in") {
  static_cast<void>(server());  // skips where this version is not installed
  MutationTrials trials;
  for (const Opened& opened : k_opened) {
    const Trial trial = trials.run({.object = "probe", .change = opened.breach, .sql = opened.sql});
    INFO(opened.sql);
    INFO(trial.refused);
    for (const std::string& breach : trial.breaches) UNSCOPED_INFO(breach);
    const bool seen = std::ranges::any_of(trial.breaches,
                                          [&](const std::string& breach) { return breach.starts_with(opened.breach); });
    CHECK(seen);
    CHECK_FALSE(trial.rules.empty());
    CHECK(trial.drift);
  }
}

}  // namespace
}  // namespace plumb::test
