// SPDX-License-Identifier: Apache-2.0
// The tenancy contract of a project: what plumb.yaml says, and the rules that are judged by it.
#pragma once

#include <plumb/contract/judge.hpp>
#include <plumb/contract/rule.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connection.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::workflow {

struct Contract {
  settings::Settings settings;  // with the knobs of all rules
  contract::Rules rules;
  contract::Active active = contract::Active::asked;
};

// The built-in rules and the team's own. Throws Error that tells every code and knob of plumb.yaml that no rule has,
// and for a path of rules that is not there. A rule file that is not right stops nothing: it is reported where rules
// run.
[[nodiscard]] Contract load_contract(settings::Settings settings);

// What is wrong with a team's rules without looking at any database, each with file and line.
[[nodiscard]] std::vector<std::string> find_faults(const Contract& contract);

// Judges what was read. The rules that ask the live server ask `server`, the session that the snapshot was read in or
// another one of that database: one round trip, each question in a read-only transaction of its own, with timeouts,
// rolled back. Null: there is none to ask, and those rules are skipped (or left out, as Contract::active says). What
// the role may not do is a rule that is skipped, never one that was kept.
// Throws Error with code interrupted if the connection's Stop ended it. REQUIRES: the connection is idle, or in a
// transaction that the caller's Connection turns into savepoints.
[[nodiscard]] contract::Judgement judge(const inspect::Snapshot& snapshot, const Contract& contract,
                                        pg::Connection* server);

}  // namespace plumb::workflow
