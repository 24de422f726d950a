// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/drift_fix.hpp>

#include <set>

#include "finding_groups.hpp"

namespace plumb::report {
namespace {

using finding::Finding;
using finding::FixStep;

// What a body of text needs may come after it.
bool makes_function(const FixStep& step) {
  return step.text.find("CREATE OR REPLACE FUNCTION ") != std::string::npos ||
         step.text.find("CREATE OR REPLACE PROCEDURE ") != std::string::npos;
}

// What rules say, of what is there.
std::string other_fixes(const finding::DriftReport& report) {
  std::set<std::string_view> with_steps;
  for (const FixStep& step : report.fix_steps) with_steps.insert(step.fingerprint);
  std::string out;
  const auto add = [&](const Finding& finding) {
    if (!finding.fix.empty() && !with_steps.contains(finding.fingerprint)) out += finding.fix + "\n";
  };
  for (const ObjectGroup& group : finding_groups(report.findings, Fold::no)) {
    for (const GroupedFinding& each : group.findings) {
      add(*each.finding);
      // What follows from a difference is healed by what heals that; said twice, it would fail.
      if (!each.finding->fix.empty()) continue;
      for (const Finding* consequence : each.consequences) add(*consequence);
    }
  }
  return out;
}

}  // namespace

std::string drift_fix(const finding::DriftReport& report) {
  std::set<std::string_view> told;  // not what was left out
  for (const Finding& finding : report.findings) told.insert(finding.fingerprint);
  bool functions = false;
  std::string out;
  for (const FixStep& step : report.fix_steps) {
    if (!told.contains(step.fingerprint)) continue;
    functions = functions || makes_function(step);
    out += step.text + "\n";
  }
  return (functions ? "SET check_function_bodies = off;\n" : "") + out + other_fixes(report);
}

}  // namespace plumb::report
