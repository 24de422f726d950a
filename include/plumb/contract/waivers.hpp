// SPDX-License-Identifier: Apache-2.0
// What plumb.yaml says of findings: which are waived, and which are not looked at. Pure.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <plumb/finding/drift_report.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::contract {

struct Today {
  std::chrono::year_month_day date;
};

// Marks the findings that a waiver covers: same code, same object, same fingerprint (if it has one), and its last day
// has not passed. Adds a finding for each waiver that does not hold: WVR001 its date has passed, WVR002 the object has
// changed since, WVR003 there is nothing (any more) that it waives. `judged`: codes that were looked for; of others it
// cannot be said that there is nothing.
void apply_waivers(std::vector<finding::Finding>& findings, const settings::Settings& settings,
                   const std::set<std::string>& judged, Today today);

// Takes out what is about an ignored object, or about something on it or in it, and tells how many findings each entry
// took. What is of class coverage stays, and so do the rules that say that there was nothing to look at: CON801,
// CON802, CON806, PRV500.
[[nodiscard]] std::vector<finding::Coverage::Ignored> remove_ignored(std::vector<finding::Finding>& findings,
                                                                     const settings::Settings& settings);

}  // namespace plumb::contract
