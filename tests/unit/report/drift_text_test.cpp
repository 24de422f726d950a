// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/report/drift_text.hpp>

#include "drift_example.hpp"

namespace plumb::report {
namespace {

constexpr std::string_view k_golden = R"(out of plumb: prod, database app, PostgreSQL 18.4, read as auditor
compared with the migrations up to 20261006143000

policy projects_tenant on public.projects
  critical  DRF001  policy is missing
    declared at migrations/1_a.sql:12 · changed since the audit of 2025-11-23 02:00:00 UTC
    fix  CREATE POLICY projects_tenant ON public.projects
           USING (true);

table public.users
  critical  DRF003  force_row_security, acl of the table differ
    force_row_security  expected  yes
                        actual    no
    comment             expected  (not set)
                        actual    x
    acl
      + TRUNCATE TO b
    changed 2025-11-23 23:20:00 UTC, after migration 20261006143000
    fix  ALTER TABLE public.users FORCE ROW LEVEL SECURITY;

migration stream
  info      MIG001  1 migration is pending: 2_b.sql
    why  it will be applied

3 findings: 2 critical, 1 info
migrations: 1 applied, 1 pending
looked at: 2 policies, 1 table
not looked at, as plumb does not know these kinds: 3 indexes
not seen: trigger: permission denied
)";

finding::DriftReport body_changed(std::string expected, std::string actual) {
  finding::DriftReport report;
  finding::Finding changed = drift_finding(
      "DRF003", finding::Severity::critical,
      {.kind = "function", .schema = "public", .parent = "", .name = "f", .signature = ""}, "body differs");
  changed.attributes = {{"body", std::move(expected), std::move(actual)}};
  report.findings = {changed};
  return report;
}

// The lines of the report that belong to the attribute, without indentation.
std::string body_lines(const finding::DriftReport& report) {
  const std::string text = drift_text(report, {});
  const std::size_t begin = text.find("    body\n") + 9;
  return text.substr(begin, text.find("\n\n", begin) + 1 - begin);
}

TEST_CASE("the report for people") {
  CHECK(drift_text(drift_example(), {}) == k_golden);
}

TEST_CASE("without colour there is no escape sequence, with it there is") {
  CHECK(drift_text(drift_example(), {}).find('\x1b') == std::string::npos);
  const std::string coloured = drift_text(drift_example(), {.style = Style(Colour::yes)});
  CHECK(coloured.find('\x1b') != std::string::npos);
}

TEST_CASE("of several lines those are shown that differ, with two around them") {
  CHECK(body_lines(body_changed("1\n2\n3\nold\n5\n6\n7\n", "1\n2\n3\nnew\nmore\n5\n6\n7\n")) ==
        "      @@ -2,5 +2,6 @@\n"
        "        2\n"
        "        3\n"
        "      - old\n"
        "      + new\n"
        "      + more\n"
        "        5\n"
        "        6\n");
}

TEST_CASE("lines that are only added or only gone have one side") {
  CHECK(body_lines(body_changed("a\na", "a\na\na")) == "        a\n        a\n      + a\n");
  CHECK(body_lines(body_changed("a\nb", "b")) == "      - a\n        b\n");
}

TEST_CASE("a long value on one line is shown as a difference") {
  const std::string expected(70, 'e');
  const std::string actual(3, 'a');
  CHECK(body_lines(body_changed(expected, actual)) == "      - " + expected + "\n      + " + actual + "\n");
}

TEST_CASE("an expression that is wider than the page is told clause by clause") {
  const std::string same(90, 'x');
  CHECK(body_lines(body_changed(same + " AND b AND c", same + " AND b OR d")) ==
        "        " + same + "\n        AND b\n      - AND c\n      + OR d\n");
}

TEST_CASE("privileges of one grantee are on one line") {
  CHECK(body_lines(body_changed(R"(["SELECT TO a","UPDATE TO b"])",
                                R"(["DELETE TO b","INSERT TO a","SELECT TO a","TRUNCATE TO b","x"])")) ==
        "      - UPDATE TO b\n      + DELETE, TRUNCATE TO b\n      + INSERT TO a\n      + x\n");
}

TEST_CASE("the same elements in another order are a difference") {
  CHECK(body_lines(body_changed(R"(["a","b"])", R"(["b","a"])")) == "      - a, b\n      + b, a\n");
}

TEST_CASE("a text in brackets that is no list is shown as a text") {
  const std::string text = drift_text(body_changed("[1]", "[2]"), {});
  CHECK(text.find("body  expected  [1]\n          actual    [2]\n") != std::string::npos);
}

TEST_CASE("in plumb the report is a few lines") {
  finding::DriftReport report;
  report.target = {.name = "", .database = "app", .server = "18.4", .role = "r", .url = "postgres://h/app"};
  report.against.kind = "src";
  report.verdict = finding::Verdict::in_plumb;
  report.coverage.kinds = {{"table", 2}};
  CHECK(drift_text(report, {}) ==
        "in plumb: database app, PostgreSQL 18.4, read as r\n"
        "compared with src\n"
        "\n"
        "migrations: not looked at (no migration directory, or its rows could not be read)\n"
        "looked at: 2 tables\n");
}

TEST_CASE("a report on some schemas says so") {
  finding::DriftReport report = drift_example();
  report.coverage.schemas = {"app"};
  CHECK(drift_text(report, {}).find("looked at, in schema app only: 2 policies") != std::string::npos);
  report.coverage.schemas = {"app", "audit"};
  CHECK(drift_text(report, {}).find("looked at, in schemas app, audit only: 2 policies") != std::string::npos);
}

TEST_CASE("more detail tells the URL and the fingerprints") {
  const std::string text = drift_text(drift_example(), {.detail = Detail::more});
  CHECK(text.find("url postgres://auditor:xxxxx@db:5432/app\n") != std::string::npos);
  CHECK(text.find("fingerprint 0123456789abcdef\n") != std::string::npos);
}

TEST_CASE("more detail tells where the catalog is from") {
  finding::DriftReport report = drift_example();
  CHECK(drift_text(report, {.detail = Detail::more}).find("\ncatalog read\n") != std::string::npos);
  report.run.unchanged_since = TimePoint(std::chrono::seconds(1763949600));
  CHECK(drift_text(report, {.detail = Detail::more})
            .find("\ncatalog not read: unchanged since the audit of 2025-11-24 02:00:00 UTC\n") != std::string::npos);
  CHECK(drift_text(report, {}).find("catalog") == std::string::npos);
}

finding::DriftReport many(int count) {
  finding::DriftReport report;
  for (int i = 0; i < count; ++i) {
    const std::string name = "t" + std::to_string(i);
    report.findings.push_back(
        drift_finding("RLS001", finding::Severity::high,
                      {.kind = "table", .schema = "s", .parent = "", .name = name, .signature = ""},
                      "row security of " + name + " is off"));
    report.findings.back().cls = finding::Class::contract;
    report.findings.back().why = "because";
    report.findings.back().fix = "ALTER TABLE s." + name + ";";
  }
  finding::sort_findings(report.findings);
  return report;
}

TEST_CASE("three and more objects with the same findings stand together, but not with all details") {
  CHECK(drift_text(many(5), {})
            .find("5 tables: s.t0, s.t1, s.t2 and 2 more\n"
                  "  high      RLS001  row security of t0 is off\n"
                  "    why  because\n"
                  "    fix  ALTER TABLE s.t0;\n"
                  "         -- and so for the others; all of them with -v\n") != std::string::npos);
  CHECK(drift_text(many(3), {}).find("3 tables: s.t0, s.t1, s.t2\n") != std::string::npos);
  const std::string two = drift_text(many(2), {});
  CHECK(two.find("table s.t0\n") != std::string::npos);
  CHECK(two.find("table s.t1\n") != std::string::npos);
  // Why is told once, with all details each time.
  CHECK(two.find("because") == two.rfind("because"));
  const std::string all = drift_text(many(5), {.detail = Detail::more});
  CHECK(all.find("table s.t4\n") != std::string::npos);
  CHECK(all.find("because") != all.rfind("because"));
}

TEST_CASE("of a long fix the beginning is shown, all of it with more detail") {
  finding::DriftReport report = many(1);
  std::string& fix = report.findings[0].fix;
  for (int i = 2; i <= 40; ++i) fix += "\nSTATEMENT " + std::to_string(i) + ";";
  const std::string text = drift_text(report, {});
  CHECK(text.find("         STATEMENT 24;\n         -- 16 more lines with -v, or by --fix\n") != std::string::npos);
  CHECK(text.find("STATEMENT 25;") == std::string::npos);
  CHECK(drift_text(report, {.detail = Detail::more}).find("STATEMENT 40;\n") != std::string::npos);
}

TEST_CASE("what differs in more than names is not put together") {
  finding::DriftReport report = many(5);
  report.findings[1].severity = finding::Severity::critical;
  report.findings[2].message = "something else";
  finding::sort_findings(report.findings);
  CHECK(drift_text(report, {}).find("3 tables: s.t0, s.t3, s.t4\n") != std::string::npos);
}

TEST_CASE("a breach that counts is not hidden under a difference that is waived") {
  finding::DriftReport report;
  const finding::ObjectName users{.kind = "table", .schema = "s", .parent = "", .name = "users", .signature = ""};
  finding::Finding difference = drift_finding("DRF003", finding::Severity::critical, users, "differs");
  difference.related = {"RLS002"};
  finding::Finding breach = drift_finding("RLS002", finding::Severity::high, users, "not forced");
  breach.cls = finding::Class::contract;
  breach.related = {"DRF003"};
  report.findings = {difference, breach};
  CHECK(drift_text(report, {}).find("    ↳ high  RLS002  not forced\n") != std::string::npos);
  report.findings[0].waiver = finding::WaiverMark{.reason = "known", .owner = "", .until = "2030-01-01"};
  finding::sort_findings(report.findings);
  const std::string text = drift_text(report, {});
  CHECK(text.find("↳") == std::string::npos);
  CHECK(text.find("  high      RLS002  not forced\n") != std::string::npos);
}

}  // namespace
}  // namespace plumb::report
