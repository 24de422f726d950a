// SPDX-License-Identifier: Apache-2.0
#include <plumb/finding/drift_report.hpp>

#include <algorithm>
#include <array>
#include <tuple>

namespace plumb::finding {
namespace {

constexpr std::array<std::string_view, 3> k_verdicts = {"in plumb", "out of plumb", "not judged"};
constexpr std::array<std::string_view, 4> k_outcomes = {"passed", "failed", "not run", "not there"};

}  // namespace

std::string_view name(Step::Outcome outcome) {
  return k_outcomes.at(static_cast<std::size_t>(outcome));
}

std::string_view name(Verdict verdict) {
  return k_verdicts.at(static_cast<std::size_t>(verdict));
}

std::size_t DriftReport::count(Severity severity) const {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [severity](const Finding& finding) {
    return !finding.waiver && finding.severity == severity;
  }));
}

std::size_t DriftReport::count_waived() const {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                [](const Finding& finding) { return finding.waiver.has_value(); }));
}

bool DriftReport::any_at_least(Severity severity) const {
  return std::any_of(findings.begin(), findings.end(),
                     [severity](const Finding& finding) { return !finding.waiver && finding.severity <= severity; });
}

bool DriftReport::any_not_run() const {
  return std::ranges::any_of(steps, [](const Step& step) { return step.outcome == Step::Outcome::not_run; });
}

void sort_findings(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) {
    return std::tuple<bool, Severity, const ObjectName&, const std::string&>(
        finding.waiver.has_value(), finding.severity, finding.object, finding.code);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&key](const Finding& left, const Finding& right) { return key(left) < key(right); });
}

}  // namespace plumb::finding
