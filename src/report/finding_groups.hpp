// SPDX-License-Identifier: Apache-2.0
// Findings as people read them: what speaks of one object together, what follows from a difference behind it.
#pragma once

#include <vector>

#include <plumb/finding/finding.hpp>

namespace plumb::report {

struct GroupedFinding {
  const finding::Finding* finding = nullptr;
  const finding::Finding* cause = nullptr;  // the difference that it follows from; null: there is none
};

struct FindingGroup {
  finding::ObjectName object;
  std::vector<GroupedFinding> findings;  // differences first, in the order of the report otherwise
};

// In the order of the first finding of each group, so that the worst come first. A breach that follows from a
// difference (Finding::related) is in the group of the difference, also where that is another object: of a policy that
// is missing, and the table that nobody sees any more. The findings outlive the groups.
[[nodiscard]] std::vector<FindingGroup> by_object_and_cause(const std::vector<finding::Finding>& findings);

}  // namespace plumb::report
