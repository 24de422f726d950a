// SPDX-License-Identifier: Apache-2.0
// The contract's part of a report.
#pragma once

#include <set>
#include <string>

#include <plumb/base/clock.hpp>
#include <plumb/finding/drift_report.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/workflow/contract.hpp>

namespace plumb::workflow {

// Judges the catalog by the rules; adds what they found and which could not run, leaves out what is ignored, links each
// breach with the difference that it follows from, applies the waivers to all findings that are there by then, and
// makes the verdict anew (unless nothing was judged). `codes`: of findings of other classes that were looked for, for
// waivers. `server`: as judge().
void add_contract(finding::DriftReport& report, const inspect::Snapshot& snapshot, const Contract& contract,
                  pg::Connection* server, const Clock& clock, const std::set<std::string>& codes);

// The same of what was judged already.
void add_judgement(finding::DriftReport& report, contract::Judgement judgement, const Contract& contract,
                   const Clock& clock, const std::set<std::string>& codes);

}  // namespace plumb::workflow
