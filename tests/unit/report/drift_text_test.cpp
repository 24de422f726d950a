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
    declared at migrations/1_a.sql:12
    changed since the audit of 2025-11-23 02:00:00 UTC
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
  const std::string text = drift_text(report, Style());
  const std::size_t begin = text.find("    body\n") + 9;
  return text.substr(begin, text.find("\n\n", begin) + 1 - begin);
}

TEST_CASE("the report for people") {
  CHECK(drift_text(drift_example(), Style()) == k_golden);
}

TEST_CASE("without colour there is no escape sequence, with it there is") {
  CHECK(drift_text(drift_example(), Style()).find('\x1b') == std::string::npos);
  const std::string coloured = drift_text(drift_example(), Style(Colour::yes));
  CHECK(coloured.find('\x1b') != std::string::npos);
}

TEST_CASE("of several lines those are shown that differ, with two around them") {
  CHECK(body_lines(body_changed("1\n2\n3\nold\n5\n6\n7\n", "1\n2\n3\nnew\nmore\n5\n6\n7\n")) ==
        "        …\n"
        "        2\n"
        "        3\n"
        "      - old\n"
        "      + new\n"
        "      + more\n"
        "        5\n"
        "        6\n"
        "        …\n");
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

TEST_CASE("the same elements in another order are a difference") {
  CHECK(body_lines(body_changed(R"(["a","b"])", R"(["b","a"])")) == "      - a, b\n      + b, a\n");
}

TEST_CASE("a text in brackets that is no list is shown as a text") {
  const std::string text = drift_text(body_changed("[1]", "[2]"), Style());
  CHECK(text.find("body  expected  [1]\n          actual    [2]\n") != std::string::npos);
}

TEST_CASE("in plumb the report is a few lines") {
  finding::DriftReport report;
  report.target = {.name = "", .database = "app", .server = "18.4", .role = "r", .url = "postgres://h/app"};
  report.against.kind = "src";
  report.verdict = finding::Verdict::in_plumb;
  report.coverage.kinds = {{"table", 2}};
  CHECK(drift_text(report, Style()) ==
        "in plumb: database app, PostgreSQL 18.4, read as r\n"
        "compared with src\n"
        "\n"
        "migrations: not looked at (no migration directory, or its rows could not be read)\n"
        "looked at: 2 tables\n");
}

TEST_CASE("a report on some schemas says so") {
  finding::DriftReport report = drift_example();
  report.coverage.schemas = {"app"};
  CHECK(drift_text(report, Style()).find("looked at, in schema app only: 2 policies") != std::string::npos);
  report.coverage.schemas = {"app", "audit"};
  CHECK(drift_text(report, Style()).find("looked at, in schemas app, audit only: 2 policies") != std::string::npos);
}

TEST_CASE("more detail tells the URL and the fingerprints") {
  const std::string text = drift_text(drift_example(), Style(), Detail::more);
  CHECK(text.find("url postgres://auditor:xxxxx@db:5432/app\n") != std::string::npos);
  CHECK(text.find("fingerprint 0123456789abcdef\n") != std::string::npos);
}

}  // namespace
}  // namespace plumb::report
