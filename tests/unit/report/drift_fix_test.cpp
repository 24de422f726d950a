// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/report/drift_fix.hpp>

#include "drift_example.hpp"

namespace plumb::report {
namespace {

finding::Finding fixable(std::string code, std::string kind, std::string fix) {
  finding::Finding out =
      drift_finding(std::move(code), finding::Severity::high,
                    {.kind = std::move(kind), .schema = "public", .parent = "", .name = "x", .signature = ""}, "");
  out.fix = std::move(fix);
  return out;
}

TEST_CASE("what others stand on comes first, what is dropped last") {
  finding::DriftReport report;
  report.findings = {fixable("DRF002", "schema", "drop schema;"), fixable("DRF001", "policy", "policy;"),
                     fixable("DRF002", "policy", "drop policy;"), fixable("DRF001", "column", "column;"),
                     fixable("DRF001", "table", "table;"),        fixable("DRF001", "function", "function;"),
                     fixable("DRF001", "schema", "schema;")};
  CHECK(drift_fix(report) == "schema;\nfunction;\ntable;\ncolumn;\npolicy;\ndrop policy;\ndrop schema;\n");
}

TEST_CASE("a foreign key comes after the keys, an index after the column") {
  finding::DriftReport report;
  report.findings = {fixable("DRF001", "index", "index;"),
                     fixable("DRF001", "constraint", "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;"),
                     fixable("DRF003", "constraint", "key;"), fixable("DRF001", "column", "column;")};
  CHECK(drift_fix(report) == "column;\nkey;\nALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;\nindex;\n");
}

TEST_CASE("findings without a fix print nothing") {
  finding::DriftReport report;
  report.findings = {fixable("MIG001", "migration", "")};
  CHECK(drift_fix(report).empty());
}

}  // namespace
}  // namespace plumb::report
