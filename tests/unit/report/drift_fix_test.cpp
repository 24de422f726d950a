// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/report/drift_fix.hpp>

#include "drift_example.hpp"

namespace plumb::report {
namespace {

finding::Finding fixable(std::string code, std::string fingerprint, std::string fix) {
  finding::Finding out =
      drift_finding(std::move(code), finding::Severity::high,
                    {.kind = "table", .schema = "public", .parent = "", .name = "x", .signature = ""}, "");
  out.fingerprint = std::move(fingerprint);
  out.fix = std::move(fix);
  return out;
}

TEST_CASE("the steps of all differences stand in their order, what rules say after them") {
  finding::DriftReport report;
  report.findings = {fixable("CON804", "c", "rule;"), fixable("DRF001", "a", "table;\nforeign key;"),
                     fixable("DRF002", "b", "schema;")};
  report.fix_steps = {{"b", "schema;"}, {"a", "table;"}, {"a", "foreign key;"}};
  CHECK(drift_fix(report) == "schema;\ntable;\nforeign key;\nrule;\n");
}

TEST_CASE("what a rule says that follows from a difference is not said again") {
  finding::DriftReport report;
  report.findings = {fixable("DRF001", "a", "CREATE POLICY p;"), fixable("RLS004", "b", "CREATE POLICY p …;")};
  report.findings[0].related = {"RLS004"};
  report.findings[1].related = {"DRF001"};
  report.findings[1].cls = finding::Class::contract;
  report.fix_steps = {{"a", "CREATE POLICY p;"}};
  CHECK(drift_fix(report) == "CREATE POLICY p;\n");
  report.findings[0].fix = "";
  report.fix_steps = {};
  CHECK(drift_fix(report) == "CREATE POLICY p …;\n");
}

TEST_CASE("what a function's body needs may come after it") {
  finding::DriftReport report;
  report.findings = {fixable("DRF001", "a", "CREATE OR REPLACE FUNCTION f() …;")};
  report.fix_steps = {{"a", "CREATE OR REPLACE FUNCTION f() …;"}, {"b", "of what was left out;"}};
  CHECK(drift_fix(report) == "SET check_function_bodies = off;\nCREATE OR REPLACE FUNCTION f() …;\n");
}

TEST_CASE("findings without a fix print nothing") {
  finding::DriftReport report;
  report.findings = {fixable("MIG001", "m", "")};
  CHECK(drift_fix(report).empty());
}

}  // namespace
}  // namespace plumb::report
