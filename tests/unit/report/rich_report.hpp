// SPDX-License-Identifier: Apache-2.0
// A report with one of everything that the formats have to tell, and names that break careless ones.
#pragma once

#include <plumb/base/sha256.hpp>
#include <plumb/finding/drift_report.hpp>

namespace plumb::report {

inline finding::Finding rich_finding(std::string code, finding::Class cls, finding::Severity severity,
                                     finding::ObjectName object, std::string message) {
  finding::Finding out;
  out.code = std::move(code);
  out.cls = cls;
  out.severity = severity;
  Sha256 hash;
  hash.update(out.code + object.text());
  out.fingerprint = hash.hex().substr(0, 16);
  out.object = std::move(object);
  out.message = std::move(message);
  return out;
}

inline finding::ObjectName named(std::string kind, std::string name, std::string parent = "") {
  return {.kind = std::move(kind),
          .schema = "public",
          .parent = std::move(parent),
          .name = std::move(name),
          .signature = {}};
}

// A table that lost what it had, and the breach that follows.
inline void add_force(std::vector<finding::Finding>& out) {
  using finding::Class;
  using finding::Severity;
  auto difference = rich_finding("DRF003", Class::drift, Severity::critical, named("table", "users"),
                                 "force_row_security, acl, comment of the table differ");
  difference.expected = "force_row_security = yes\nacl = [\"SELECT TO a\"]\ncomment = (not set)";
  difference.actual = "force_row_security = no\nacl = [\"SELECT TO a\",…]\ncomment = x";
  difference.attributes = {{"force_row_security", "yes", "no"},
                           {"acl", R"(["SELECT TO a"])",
                            R"(["DELETE TO PUBLIC","SELECT TO PUBLIC","SELECT TO a","UPDATE TO b WITH GRANT OPTION"])"},
                           {"comment", std::nullopt, "x"}};
  difference.declared = finding::Declared{.file = "migrations/default/20260901090000_initial.sql", .line = 128};
  difference.changed = finding::Changed{
      .at = TimePoint(std::chrono::seconds(1763940000)), .after = "20261006143000", .before = "", .since_audit = {}};
  difference.fix =
      "ALTER TABLE public.users FORCE ROW LEVEL SECURITY;\nREVOKE DELETE, SELECT ON TABLE public.users FROM PUBLIC;";
  difference.related = {"RLS002"};
  auto breach = rich_finding("RLS002", Class::contract, Severity::high, named("table", "users"),
                             "row level security is not forced: the owner bypasses all policies");
  breach.expected = "force_row_security = yes";
  breach.actual = "force_row_security = no";
  breach.why =
      "Without FORCE the owner, every role that inherits it, and every view and definer function that it owns "
      "skip all policies.";
  breach.fix = "ALTER TABLE public.users FORCE ROW LEVEL SECURITY;";
  breach.related = {"DRF003"};
  out.insert(out.end(), {difference, breach});
}

// A policy that is gone: the breach is told of its table.
inline void add_policy(std::vector<finding::Finding>& out) {
  using finding::Class;
  using finding::Severity;
  auto missing = rich_finding("DRF001", Class::drift, Severity::critical,
                              named("policy", "tasks_tenant_policy", "tasks"), "policy is missing");
  missing.expected = "present";
  missing.actual = "absent";
  missing.declared = finding::Declared{.file = "migrations/default/20260915101500_tasks.sql", .line = 50};
  missing.changed =
      finding::Changed{.at = {}, .after = {}, .before = {}, .since_audit = TimePoint(std::chrono::seconds(1763863200))};
  missing.fix =
      "CREATE POLICY tasks_tenant_policy ON public.tasks FOR ALL TO erun_tenant\n"
      "  USING (tenant_id = public.erun_current_tenant_id());";
  missing.related = {"RLS004"};
  auto breach = rich_finding("RLS004", Class::contract, Severity::high, named("table", "tasks"),
                             "no permissive policy applies to the tenant role");
  breach.why = "Without a policy the tenant role sees no row.";
  breach.related = {"DRF001"};
  out.insert(out.end(), {missing, breach});
}

inline void add_texts(std::vector<finding::Finding>& out) {
  using finding::Class;
  using finding::Severity;
  finding::ObjectName function{.kind = "function", .schema = "public", .parent = "", .name = "stamp", .signature = ""};
  auto body = rich_finding("DRF003", Class::drift, Severity::critical, function, "body of the function differs");
  body.attributes = {
      {"body",
       "\nBEGIN\n  IF TG_OP = 'INSERT' THEN\n    NEW.created_at := now();\n  END IF;\n  NEW.updated_at := now();\n"
       "  -- one\n  -- two\n  -- three\n  -- four\n  -- five\n  RETURN NEW;\nEND\n",
       "\nBEGIN\n  NEW.updated_at := now();\n  -- one\n  -- two\n  -- three\n  -- four\n  -- five\n"
       "  RETURN OLD;\nEND\n"}};
  auto expression = rich_finding("DRF003", Class::drift, Severity::critical,
                                 named("policy", "users_tenant_policy", "users"), "using of the policy differs");
  expression.attributes = {{"using",
                            "((tenant_id = public.erun_current_tenant_id()) AND (deleted_at IS NULL) AND (kind = ANY "
                            "(ARRAY['person', 'robot AND more'])))",
                            "((tenant_id = public.erun_current_tenant_id()) AND (deleted_at IS NULL) AND (kind = ANY "
                            "(ARRAY['person', 'robot AND more'])) OR (CURRENT_USER = 'support'::name))"}};
  expression.fix = "ALTER POLICY users_tenant_policy ON public.users USING (…);";
  out.insert(out.end(), {body, expression});
}

// The same on several tables, one of them waived; the reason is long.
inline void add_many(std::vector<finding::Finding>& out) {
  using finding::Class;
  using finding::Severity;
  for (const std::string name : {"bills", "carts", "dunning", "exports", "fees"}) {
    auto loose =
        rich_finding("CON804", Class::contract, Severity::high, named("table", name),
                     "the table is of no class: it has no column tenant_id, and plumb.yaml does not list " + name);
    loose.why =
        "In a closed world every relation is tenant-owned, a root, append-only, or global for a reason that "
        "somebody wrote down. One that is none of these was made without asking whose rows it holds.";
    if (name == "fees") {
      loose.waiver = finding::WaiverMark{
          .reason = "price list, ask @prices & see ADR_12 <b>", .owner = "data-platform", .until = "2027-03-31"};
    }
    out.push_back(loose);
  }
}

// Somebody has chosen names for reports like this one.
inline void add_hostile(std::vector<finding::Finding>& out) {
  using finding::Class;
  using finding::Severity;
  auto hostile =
      rich_finding("DRF003", Class::drift, Severity::info, named("table", "a \x1b[31m`b`|<i>&\"@team%0A::error::\n*x*"),
                   "comment of the table differs");
  hostile.attributes = {{"comment", "]]> </failure> ``` ", "\xff\xc2\x9b and 100 % of it\r"}};
  hostile.fix = "COMMENT ON TABLE x IS '```';";
  hostile.declared = finding::Declared{.file = "schema/with blank, colon:and%.sql", .line = 3};
  out.push_back(hostile);
}

inline void add_rest(std::vector<finding::Finding>& out) {
  using finding::Class;
  using finding::Severity;
  const auto migration = [](std::string name) {
    return finding::ObjectName{
        .kind = "migration", .schema = "", .parent = "", .name = std::move(name), .signature = ""};
  };
  auto edited = rich_finding("MIG002", Class::migrations, Severity::high, migration("20260915101500"),
                             "the file is not what was applied");
  edited.declared = finding::Declared{.file = "migrations/default/20260915101500_tasks.sql", .line = 1};
  edited.why = "the hash of its row is another one";
  auto pending = rich_finding("MIG001", Class::migrations, Severity::info, migration("stream"),
                              "1 migration is pending: 20261201000000_b.sql");
  auto unseen = rich_finding("COV001", Class::coverage, Severity::high,
                             {.kind = "coverage", .schema = "", .parent = "", .name = "triggers", .signature = ""},
                             "triggers could not be read: permission denied");
  unseen.why = "what was not seen was not judged; give the role the right to read it";
  out.insert(out.end(), {edited, pending, unseen});
}

inline finding::DriftReport rich_report() {
  finding::DriftReport report;
  report.run = {.started = TimePoint(std::chrono::seconds(1763949600)),
                .duration = std::chrono::microseconds(412345),
                .round_trips = 2};
  report.target = {.name = "prod",
                   .database = "app",
                   .server = "18.4",
                   .role = "auditor",
                   .url = "postgres://auditor:xxxxx@db:5432/app"};
  report.against = {
      .kind = "migrations", .version = "20261006143000", .digest = "9a94d2499bc5", .cached = true, .name = ""};
  report.verdict = finding::Verdict::out_of_plumb;
  add_force(report.findings);
  add_policy(report.findings);
  add_texts(report.findings);
  add_many(report.findings);
  add_hostile(report.findings);
  add_rest(report.findings);
  finding::sort_findings(report.findings);
  report.migrations = {
      .looked_at = true, .current = "20261006143000", .applied = 3, .pending = {"20261201000000_b.sql"}};
  report.coverage.kinds = {{"column", 41}, {"function", 2}, {"index", 0}, {"policy", 12}, {"table", 7}};
  report.coverage.rules = {.run = 3,
                           .codes = {"CON804", "RLS001", "RLS002"},
                           .skipped = {"RLS012"},
                           .off = {"RLS008"},
                           .active = {},
                           .left_out = {"CTX112"}};
  report.coverage.ignored = {{"extension pg_stat_statements", "installed by the platform", 1}};
  report.coverage.not_seen = {"triggers: permission denied"};
  return report;
}

// Of plumb check: a step of each outcome.
inline finding::DriftReport rich_check() {
  using Outcome = finding::Step::Outcome;
  using std::chrono::milliseconds;
  finding::DriftReport report;
  report.target = {.name = "default", .database = "", .server = "18.4", .role = "", .url = ""};
  report.verdict = finding::Verdict::out_of_plumb;
  report.steps = {{.name = "project",
                   .what = "project file loads",
                   .outcome = Outcome::passed,
                   .facts = "atlas.hcl",
                   .reason = "",
                   .time = milliseconds(3)},
                  {.name = "sum",
                   .what = "atlas.sum is right",
                   .outcome = Outcome::passed,
                   .facts = "5 files",
                   .reason = "",
                   .time = milliseconds(1)},
                  {.name = "src",
                   .what = "src loads",
                   .outcome = Outcome::failed,
                   .facts = "12 of 39 files",
                   .reason = "schema/tables/users.sql:4:38",
                   .time = milliseconds(212)},
                  {.name = "agree",
                   .what = "both give the same catalog",
                   .outcome = Outcome::not_run,
                   .facts = "",
                   .reason = "src does not load, so there is nothing to compare with",
                   .time = {}}};
  auto failed =
      rich_finding("SRC001", finding::Class::sources, finding::Severity::critical,
                   {.kind = "file", .schema = "", .parent = "", .name = "schema/tables/users.sql", .signature = ""},
                   "function erun_current_tenant_id() does not exist (42883)");
  failed.declared = finding::Declared{.file = "schema/tables/users.sql", .line = 4, .column = 35};
  failed.excerpt =
      "  3 | CREATE TABLE users (\n  4 |   tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id()\n"
      "    |                                   ^\n";
  failed.why = "schema/rls/context.sql:5 makes it, which src lists after this file: list it before";
  report.findings = {failed};
  return report;
}

}  // namespace plumb::report
