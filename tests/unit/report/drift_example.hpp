// SPDX-License-Identifier: Apache-2.0
// A drift report with one finding of each shape.
#pragma once

#include <plumb/finding/drift_report.hpp>

namespace plumb::report {

inline finding::Finding drift_finding(std::string code, finding::Severity severity, finding::ObjectName object,
                                      std::string message) {
  finding::Finding out;
  out.code = std::move(code);
  out.severity = severity;
  out.object = std::move(object);
  out.message = std::move(message);
  out.fingerprint = "0123456789abcdef";
  return out;
}

inline finding::DriftReport drift_example() {
  using finding::Severity;
  finding::DriftReport report;
  report.run = {.started = TimePoint(std::chrono::seconds(1763949600)),
                .duration = std::chrono::microseconds(412345),
                .round_trips = 2};
  report.target = {.name = "prod",
                   .database = "app",
                   .server = "18.4",
                   .role = "auditor",
                   .url = "postgres://auditor:xxxxx@db:5432/app"};
  report.against = {.kind = "migrations", .version = "20261006143000", .digest = "9a94", .cached = false};
  report.verdict = finding::Verdict::out_of_plumb;

  finding::Finding missing = drift_finding(
      "DRF001", Severity::critical,
      {.kind = "policy", .schema = "public", .parent = "projects", .name = "projects_tenant", .signature = ""},
      "policy is missing");
  missing.expected = "present";
  missing.actual = "absent";
  missing.fix = "CREATE POLICY projects_tenant ON public.projects\n  USING (true);";
  missing.declared = finding::Declared{.file = "migrations/1_a.sql", .line = 12};
  missing.changed = finding::Changed{.since_audit = TimePoint(std::chrono::seconds(1763863200))};

  finding::Finding changed =
      drift_finding("DRF003", Severity::critical,
                    {.kind = "table", .schema = "public", .parent = "", .name = "users", .signature = ""},
                    "force_row_security, acl of the table differ");
  changed.expected = "force_row_security = yes\nacl = [\"SELECT TO a\"]";
  changed.actual = "force_row_security = no\nacl = [\"SELECT TO a\",\"TRUNCATE TO b\"]";
  changed.attributes = {{"force_row_security", "yes", "no"},
                        {"comment", std::nullopt, "x"},
                        {"acl", "[\"SELECT TO a\"]", "[\"SELECT TO a\",\"TRUNCATE TO b\"]"}};
  changed.changed = finding::Changed{
      .at = TimePoint(std::chrono::seconds(1763940000)), .after = "20261006143000", .before = "", .since_audit = {}};
  changed.fix = "ALTER TABLE public.users FORCE ROW LEVEL SECURITY;";

  finding::Finding pending = drift_finding(
      "MIG001", Severity::info, {.kind = "migration", .schema = "", .parent = "", .name = "stream", .signature = ""},
      "1 migration is pending: 2_b.sql");
  pending.cls = finding::Class::migrations;
  pending.why = "it will be applied";

  report.findings = {missing, changed, pending};
  report.migrations = {.looked_at = true, .current = "20261006143000", .applied = 1, .pending = {"2_b.sql"}};
  report.coverage.kinds = {{"policy", 2}, {"table", 1}};
  report.coverage.not_covered = {{"index", 3}};
  report.coverage.not_seen = {"trigger: permission denied"};
  return report;
}

}  // namespace plumb::report
