// SPDX-License-Identifier: Apache-2.0
// How the findings of a report are put together for people. Pure.
#pragma once

#include <vector>

#include <plumb/finding/finding.hpp>

namespace plumb::report {

// A finding, and the breaches that follow from it.
struct GroupedFinding {
  const finding::Finding* finding = nullptr;
  std::vector<const finding::Finding*> consequences;
};

struct ObjectGroup {
  // One; or several of a kind that have the same findings, told of the first.
  std::vector<const finding::ObjectName*> objects;
  std::vector<GroupedFinding> findings;
};

enum class Fold { no, yes };

// Grouped by object, in the order of the worst of each. A breach of the contract that is related to a difference of the
// same object, or of one on it or below it, stands under that; one that counts never under one that is waived. With
// Fold::yes three and more objects of a kind whose findings are the same but for their names are one group.
// REQUIRES: sorted by sort_findings(). The result points into `findings`.
[[nodiscard]] std::vector<ObjectGroup> finding_groups(const std::vector<finding::Finding>& findings, Fold fold);

}  // namespace plumb::report
