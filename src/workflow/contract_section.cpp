// SPDX-License-Identifier: Apache-2.0
#include "contract_section.hpp"

#include <plumb/contract/judge.hpp>
#include <plumb/contract/related.hpp>
#include <plumb/contract/waivers.hpp>
#include <plumb/query/database.hpp>

namespace plumb::workflow {
namespace {

using finding::DriftReport;

contract::Today today(const Clock& clock) {
  return {.date = std::chrono::floor<std::chrono::days>(clock.now())};
}

contract::Judgement judge(const inspect::Snapshot& snapshot, const Contract& contract) {
  query::Database database(snapshot.catalog, contract.settings,
                           {.migration_role = snapshot.facts.migration_role,
                            .database = snapshot.facts.database,
                            .server_version = snapshot.facts.server_version});
  return contract::judge(
      {.catalog = snapshot.catalog, .settings = contract.settings, .database = database, .measured = {}},
      contract.rules);
}

void tell_coverage(DriftReport& report, const contract::Judgement& judgement) {
  report.coverage.rules.run = judgement.run.size();
  report.coverage.rules.off = judgement.off;
  for (const contract::Skipped& skipped : judgement.skipped) report.coverage.rules.skipped.push_back(skipped.code);
}

}  // namespace

Contract load_contract(settings::Settings settings) {
  contract::Rules rules = contract::Rules::load(settings);
  contract::check_settings(settings, rules);
  settings = contract::with_knobs(std::move(settings), rules);
  return {.settings = std::move(settings), .rules = std::move(rules)};
}

void add_contract(DriftReport& report, const inspect::Snapshot& snapshot, const Contract& contract, const Clock& clock,
                  const std::set<std::string>& codes) {
  contract::Judgement judgement = judge(snapshot, contract);
  tell_coverage(report, judgement);
  std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(report.findings));
  report.coverage.ignored = contract::remove_ignored(report.findings, contract.settings);
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
