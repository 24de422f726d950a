// SPDX-License-Identifier: Apache-2.0
#include "contract_section.hpp"

#include <plumb/contract/related.hpp>
#include <plumb/contract/waivers.hpp>

namespace plumb::workflow {
namespace {

using finding::DriftReport;

contract::Today today(const Clock& clock) {
  return {.date = std::chrono::floor<std::chrono::days>(clock.now())};
}

void tell_coverage(DriftReport& report, const contract::Judgement& judgement) {
  finding::Coverage::Rules& rules = report.coverage.rules;
  rules.run = judgement.run.size();
  rules.codes = judgement.run;
  rules.off = judgement.off;
  rules.active = judgement.active;
  rules.left_out = judgement.left_out;
  for (const contract::Skipped& skipped : judgement.skipped) rules.skipped.push_back(skipped.code);
}

// plumb.yaml says that the application's logins are made elsewhere, and may take up the two roles; what exactly they
// were granted the contract judges. So that they are there is no difference.
void leave_out_logins(DriftReport& report, const settings::Roles& roles) {
  for (const std::string& login : roles.logins) {
    const auto concerns = [&](const finding::Finding& finding) {
      const finding::ObjectName& object = finding.object;
      if (finding.code != "DRF002") return false;
      if (object.kind == "role") return object.name == login;
      const auto grants = [&](const std::string& role) { return object.name.starts_with(role + ", " + login + ", "); };
      return object.kind == "membership" && (grants(roles.tenant) || grants(roles.operations));
    };
    const std::size_t count = std::erase_if(report.findings, concerns);
    if (count == 0) continue;
    report.coverage.ignored.push_back(
        {.object = "role " + login, .reason = "plumb.yaml lists it as a login", .findings = count});
  }
}

}  // namespace

void add_contract(DriftReport& report, const inspect::Snapshot& snapshot, const Contract& contract,
                  pg::Connection* server, const Clock& clock, const std::set<std::string>& codes) {
  add_judgement(report, judge(snapshot, contract, server), contract, clock, codes);
}

void add_judgement(DriftReport& report, contract::Judgement judgement, const Contract& contract, const Clock& clock,
                   const std::set<std::string>& codes) {
  tell_coverage(report, judgement);
  std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(report.findings));
  report.coverage.ignored = contract::remove_ignored(report.findings, contract.settings);
  leave_out_logins(report, contract.settings.roles);
  // From here on the findings are those that count, but for the waivers.
  contract::relate(report.findings, contract.rules);
  std::set<std::string> judged = codes;
  judged.insert(judgement.run.begin(), judgement.run.end());
  contract::apply_waivers(report.findings, contract.settings, judged, today(clock));
  if (report.verdict == finding::Verdict::not_judged) return;
  report.verdict =
      report.any_at_least(finding::Severity::low) ? finding::Verdict::out_of_plumb : finding::Verdict::in_plumb;
}

}  // namespace plumb::workflow
