// SPDX-License-Identifier: Apache-2.0
// plumb blueprint infer on databases of several shapes: what is proposed is read by plumb as it is, and judging the
// database by it tells what is wrong there, and nothing of what is only called otherwise.
#include <plumb/workflow/infer.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <set>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/report/settings_yaml.hpp>

#include "world.hpp"

namespace plumb::workflow {
namespace {

using Names = std::vector<std::string>;

struct Proposal {
  Inferred found;
  std::string text;
  settings::Settings read;  // what plumb makes of the text
};

Proposal propose(const test::TestDatabase& database) {
  const Runtime runtime{.clock = Clock::system(), .stop = Stop::never(), .say = {}};
  Proposal out{.found = infer(database.url(), runtime), .text = {}, .read = {}};
  out.text = report::settings_yaml(out.found.settings, out.found.shared, out.found.outliers);
  CAPTURE(out.text);
  out.read = settings::parse(out.text, "plumb.yaml");
  const settings::Settings& said = out.found.settings;
  CHECK(out.read.schemas == said.schemas);
  CHECK(out.read.tenant.setting == said.tenant.setting);
  CHECK(out.read.roles.tenant == said.roles.tenant);
  CHECK(out.read.roles.operations == said.roles.operations);
  CHECK(out.read.roles.logins == said.roles.logins);
  CHECK(out.read.roles.owners == said.roles.owners);
  CHECK(out.read.names.tenant_policy == said.names.tenant_policy);
  CHECK(out.read.names.tenant_command_policy == said.names.tenant_command_policy);
  CHECK(out.read.timestamps.created == said.timestamps.created);
  CHECK(out.read.timestamps.updated == said.timestamps.updated);
  CHECK(out.read.tables.root == said.tables.root);
  CHECK(out.read.tables.append_only == said.tables.append_only);
  return out;
}

// The codes that the contract has for the database, each once.
std::set<std::string> judge(const test::TestDatabase& database, const Proposal& proposal) {
  DriftOptions options;
  options.name = "test";
  options.url = database.url();
  options.only = {"class:contract"};
  options.contract = load_contract(proposal.read);
  std::set<std::string> out;
  for (const finding::Finding& finding :
       drift(options, {.clock = Clock::system(), .stop = Stop::never(), .say = {}}).findings) {
    out.insert(finding.code);
  }
  return out;
}

void execute(const test::TestDatabase& database, std::string_view sql) {
  (void)pg::run_or_throw(*database.connect(), sql);
}

// The reference blueprint, applied by a role that is no superuser.
void apply_reference(const test::TestDatabase& database) {
  execute(database, "CREATE ROLE erun_owner LOGIN CREATEROLE");
  execute(database, fmt::format("ALTER DATABASE {} OWNER TO erun_owner", database.name()));
  std::string url(database.url().reveal());
  url.replace(url.find("postgres@"), 9, "erun_owner@");
  (void)workflow::apply(
      {.target = {.dir_url = "file://" PLUMB_SOURCE_DIR "/migrations/default", .memory = {}, .url = Secret(url)}},
      {.clock = Clock::system(), .stop = Stop::never(), .say = {}});
}

// Of the same idea with other words: another column of another type, roles, patterns, three schemas, two tables of one
// name, roles that need quotes, a login by way of a group.
constexpr std::string_view k_other = R"(
  CREATE ROLE app_owner NOLOGIN; CREATE ROLE "app-rw" NOLOGIN; CREATE ROLE app_admin NOLOGIN;
  CREATE ROLE app_group NOLOGIN; CREATE ROLE "Web" LOGIN;
  GRANT "app-rw", app_admin TO app_group WITH INHERIT FALSE, SET TRUE;
  GRANT app_group TO "Web" WITH INHERIT FALSE, SET TRUE;
  CREATE SCHEMA core AUTHORIZATION app_owner; CREATE SCHEMA billing AUTHORIZATION app_owner;
  CREATE SCHEMA reporting AUTHORIZATION app_owner; CREATE SCHEMA ctx AUTHORIZATION app_owner;
  SET ROLE app_owner;
  CREATE FUNCTION ctx.current_org() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT nullif(CURRENT_SETTING ( 'app.org', true), '')::bigint $$;
  CREATE FUNCTION core.touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN
    IF TG_OP = 'INSERT' THEN NEW.created := coalesce(NEW.created, now()); ELSE NEW.created := OLD.created; END IF;
    NEW.modified := now(); RETURN NEW; END $$;
  CREATE TABLE core.orgs (org_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE,
    type text NOT NULL);
  CREATE TABLE core.org_domains (org_id bigint NOT NULL REFERENCES core.orgs, domain text PRIMARY KEY);
  CREATE TABLE core.countries (code text PRIMARY KEY);
  CREATE TABLE billing.countries (code text PRIMARY KEY);
  CREATE TABLE reporting.days (day date PRIMARY KEY);
  CREATE TABLE core.people (person_id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES core.orgs,
    created timestamptz NOT NULL, modified timestamptz NOT NULL);
  CREATE TABLE billing.bills (bill_id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES core.orgs,
    due_at timestamptz, created timestamptz NOT NULL, modified timestamptz NOT NULL);
  CREATE TABLE billing.logs (log_id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES core.orgs,
    created timestamptz NOT NULL);
  CREATE TRIGGER people_touch BEFORE INSERT OR UPDATE ON core.people FOR EACH ROW EXECUTE FUNCTION core.touch();
  CREATE TRIGGER bills_touch BEFORE INSERT OR UPDATE ON billing.bills FOR EACH ROW EXECUTE FUNCTION core.touch();
  ALTER TABLE core.people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  ALTER TABLE billing.bills ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  ALTER TABLE billing.logs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY people_org ON core.people TO "app-rw"
    USING (org_id = ctx.current_org()) WITH CHECK (org_id = ctx.current_org());
  CREATE POLICY people_admin ON core.people TO app_admin USING (true) WITH CHECK (true);
  CREATE POLICY bills_org ON billing.bills TO "app-rw"
    USING (org_id = (SELECT ctx.current_org())) WITH CHECK (org_id = (SELECT ctx.current_org()));
  CREATE POLICY bills_admin ON billing.bills TO app_admin USING (true) WITH CHECK (true);
  CREATE POLICY logs_select_org ON billing.logs FOR SELECT TO "app-rw" USING (org_id = ctx.current_org());
  CREATE POLICY logs_insert_org ON billing.logs FOR INSERT TO "app-rw" WITH CHECK (org_id = ctx.current_org());
  CREATE POLICY logs_select_admin ON billing.logs FOR SELECT TO app_admin USING (true);
  CREATE POLICY logs_insert_admin ON billing.logs FOR INSERT TO app_admin WITH CHECK (true);
  GRANT USAGE ON SCHEMA core, billing, ctx TO "app-rw", app_admin;
  GRANT SELECT, INSERT, UPDATE, DELETE ON core.people, billing.bills TO "app-rw", app_admin;
)";

}  // namespace

TEST_CASE("what is proposed for the reference blueprint keeps its contract") {
  const test::TestDatabase database;
  apply_reference(database);
  const Proposal before = propose(database);
  CHECK(before.found.outliers.empty());
  CHECK(before.found.shared.empty());
  CHECK(before.found.settings.roles.owners == Names{"erun_owner"});
  // Nobody is a login yet, and that is what is said.
  CHECK(before.found.settings.roles.logins.empty());
  CHECK(before.text.find("  logins: []    # nobody may SET ROLE") != std::string::npos);
  CHECK(judge(database, before).empty());

  execute(database,
          "CREATE ROLE erun_api LOGIN; CREATE ROLE erun_jobs LOGIN;"
          "GRANT erun_tenant, erun_operations TO erun_api, erun_jobs WITH INHERIT FALSE, SET TRUE");
  const Proposal after = propose(database);
  CHECK(after.found.settings.roles.logins == Names{"erun_api", "erun_jobs"});
  CHECK(judge(database, after).empty());
  // The first proposal is held to: who may act for all tenants since then is told.
  CHECK(judge(database, before) == std::set<std::string>{"PRV506"});
}

TEST_CASE("what is proposed for a database with names of its own") {
  const test::TestDatabase database;
  execute(database, k_other);
  const Proposal proposal = propose(database);
  CAPTURE(proposal.text);
  const settings::Settings& found = proposal.found.settings;
  CHECK(found.schemas == Names{"billing", "core", "ctx"});
  CHECK(found.tenant.column == "org_id");
  CHECK(found.tenant.type == "bigint");
  CHECK(found.tenant.table == "orgs");
  CHECK(found.tenant.function == "current_org");
  CHECK(found.tenant.setting == "app.org");
  CHECK(found.roles.tenant == "app-rw");
  CHECK(found.roles.operations == "app_admin");
  CHECK(found.roles.logins == Names{"Web"});
  CHECK(found.roles.owners == Names{"app_owner"});
  CHECK(found.names.tenant_policy == Names{"{table}_org"});
  CHECK(found.names.operations_policy == Names{"{table}_admin"});
  CHECK(found.names.tenant_command_policy == Names{"{table}_{command}_org"});
  CHECK(found.names.operations_command_policy == Names{"{table}_{command}_admin"});
  CHECK(found.names.timestamps_trigger == "{table}_touch");
  CHECK(found.timestamps.function == "touch");
  CHECK(found.timestamps.created == "created");
  CHECK(found.timestamps.updated == "modified");
  CHECK(found.tables.root == Names{"orgs", "org_domains"});
  CHECK(found.tables.append_only == Names{"logs"});
  CHECK(proposal.found.shared == Names{"billing.countries", "core.countries"});
  CHECK(proposal.found.outliers ==
        Names{"schema reporting: 1 table without a tenant, and nothing else; it is not among the schemas",
              "role app_group: may SET ROLE and is no login; name it in PRV506.principals if it should"});

  const std::set<std::string> codes = judge(database, proposal);
  // What is wrong there: the tenant is not the default of its column, the function's names are not bound, a group.
  for (const char* code : {"COL204", "CTX106", "PRV506"}) {
    CAPTURE(code);
    CHECK(codes.contains(code));
  }
  // What would be if a name, a role, a class or a column had been taken for another one.
  for (const char* code : {"PRV500", "PRV507", "CTX101", "RLS001", "RLS003", "RLS008", "TRG301", "TRG302", "COL201"}) {
    CAPTURE(code);
    CHECK_FALSE(codes.contains(code));
  }
}

TEST_CASE("a superuser is not proposed as the owner, but told") {
  const test::TestDatabase database;
  execute(database,
          "CREATE ROLE t1 NOLOGIN; CREATE TABLE tenants (tenant_id uuid PRIMARY KEY);"
          "CREATE TABLE tenant_issuers (tenant_id uuid REFERENCES tenants, issuer text PRIMARY KEY);"
          "CREATE FUNCTION ctx() RETURNS uuid LANGUAGE sql STABLE RETURN NULL::uuid;"
          "CREATE TABLE notes (note_id uuid PRIMARY KEY, tenant_id uuid REFERENCES tenants);"
          "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;"
          "CREATE POLICY reads ON notes FOR SELECT TO t1 USING (tenant_id = ctx());"
          "CREATE POLICY notes_all ON notes USING (tenant_id = ctx());"
          "GRANT SELECT ON tenants, tenant_issuers TO t1");
  const Proposal proposal = propose(database);
  CAPTURE(proposal.text);
  CHECK(proposal.found.settings.roles.owners == settings::Roles().owners);
  CHECK(proposal.found.settings.roles.tenant == "t1");
  // Read by the tenant role, and still a root: it is the blueprint's own.
  CHECK(proposal.found.settings.tables.root == Names{"tenants", "tenant_issuers"});
  // A pattern without {command} would not be read.
  CHECK(proposal.found.settings.names.tenant_command_policy == settings::Names().tenant_command_policy);
  CHECK(proposal.found.outliers ==
        Names{"function ctx: which setting it reads could not be told",
              "role postgres: owns 1 of the tenant-owned tables and is a superuser, whom no policy binds",
              "table public.notes: row level security is not forced",
              "table public.notes: policy notes_all is for everybody",
              "table public.notes: policy reads is not called {table}_tenant_{command}",
              "table public.notes: no trigger calls erun_set_timestamps"});
}

TEST_CASE("policies that read the setting without a function") {
  const test::TestDatabase database;
  execute(database,
          "CREATE ROLE t2 NOLOGIN; CREATE TABLE notes (note_id uuid PRIMARY KEY, tenant_id uuid NOT NULL);"
          "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;"
          "CREATE POLICY notes_tenant_policy ON notes TO t2"
          "  USING (tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid)");
  const Proposal proposal = propose(database);
  CHECK(proposal.found.settings.tenant.setting == "app.tenant");
  CHECK(proposal.found.settings.tenant.function == settings::Tenant().function);
  REQUIRE_FALSE(proposal.found.outliers.empty());
  CHECK(proposal.found.outliers.front() ==
        "policies read the setting themselves; the contract wants a function, say erun_current_tenant_id");
  CHECK(judge(database, proposal).contains("CTX101"));
}

TEST_CASE("a database of nobody's tenants is no module") {
  const test::TestDatabase database;
  CHECK_THROWS_WITH(propose(database),
                    fmt::format("database {} has no table whose policies tell tenants apart", database.name()));
}

// The catalog is there for everybody: no right on any table is needed.
TEST_CASE("a role without any right sees as much") {
  const test::TestDatabase database;
  execute(database,
          "CREATE ROLE nobody_at_all LOGIN; CREATE ROLE t3 NOLOGIN; CREATE SCHEMA closed;"
          "CREATE FUNCTION closed.ctx() RETURNS uuid LANGUAGE sql STABLE RETURN current_setting('a.b')::uuid;"
          "CREATE TABLE closed.notes (note_id uuid PRIMARY KEY, tenant_id uuid);"
          "ALTER TABLE closed.notes ENABLE ROW LEVEL SECURITY;"
          "CREATE POLICY notes_tenant_policy ON closed.notes TO t3 USING (tenant_id = closed.ctx());"
          "REVOKE ALL ON SCHEMA closed, public FROM PUBLIC");
  const Runtime runtime{.clock = Clock::system(), .stop = Stop::never(), .say = {}};
  std::string url(database.url().reveal());
  url.replace(url.find("postgres@"), 9, "nobody_at_all@");
  const Inferred all = infer(database.url(), runtime);
  const Inferred seen = infer(Secret(url), runtime);
  CHECK(report::settings_yaml(seen.settings, seen.shared, seen.outliers) ==
        report::settings_yaml(all.settings, all.shared, all.outliers));
  CHECK(seen.settings.tenant.setting == "a.b");
}

}  // namespace plumb::workflow
