// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/finding/drift_report.hpp>

namespace plumb::finding {
namespace {

Finding make(Severity severity, std::string name, std::string code = "DRF003") {
  Finding out;
  out.code = std::move(code);
  out.severity = severity;
  out.object = {.kind = "table", .schema = "public", .parent = "", .name = std::move(name), .signature = ""};
  return out;
}

TEST_CASE("findings are sorted worst first, then by object, then by code") {
  std::vector<Finding> findings = {make(Severity::info, "a"), make(Severity::critical, "z"),
                                   make(Severity::high, "b", "RLS002"), make(Severity::high, "b", "DRF003"),
                                   make(Severity::high, "a")};
  sort_findings(findings);
  std::vector<std::string> order;
  for (const Finding& finding : findings) order.push_back(finding.object.name + " " + finding.code);
  CHECK(order == std::vector<std::string>{"z DRF003", "a DRF003", "b DRF003", "b RLS002", "a DRF003"});
}

TEST_CASE("a threshold is met by what is as bad or worse") {
  DriftReport report;
  CHECK_FALSE(report.any_at_least(Severity::info));
  report.findings = {make(Severity::medium, "a"), make(Severity::medium, "b")};
  CHECK(report.any_at_least(Severity::info));
  CHECK(report.any_at_least(Severity::medium));
  CHECK_FALSE(report.any_at_least(Severity::high));
  CHECK(report.count(Severity::medium) == 2);
  CHECK(report.count(Severity::high) == 0);
}

TEST_CASE("what is waived is not counted with the rest, and comes last") {
  DriftReport report;
  report.findings = {make(Severity::critical, "a", "RLS001"), make(Severity::low, "b", "RLS008")};
  report.findings[0].waiver = WaiverMark{.reason = "known", .owner = "", .until = "2027-03-31"};
  CHECK(report.count_waived() == 1);
  CHECK(report.count(Severity::critical) == 0);
  CHECK_FALSE(report.any_at_least(Severity::high));
  CHECK(report.any_at_least(Severity::low));
  sort_findings(report.findings);
  CHECK(report.findings.back().code == "RLS001");
}

TEST_CASE("verdicts have the names of the JSON document") {
  CHECK(name(Verdict::in_plumb) == "in plumb");
  CHECK(name(Verdict::out_of_plumb) == "out of plumb");
  CHECK(name(Verdict::not_judged) == "not judged");
}

}  // namespace
}  // namespace plumb::finding
