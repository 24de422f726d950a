// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <plumb/contract/rule.hpp>
#include <plumb/finding/finding.hpp>

namespace plumb::contract {

// A difference and a breach that speak of the same fact on the same object name each other in Finding::related: the
// breach follows from the difference. Which facts a rule judges, Rule::about says; where it says none, any difference
// of the object itself counts.
void relate(std::vector<finding::Finding>& findings, const Rules& rules);

}  // namespace plumb::contract
