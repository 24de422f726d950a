// SPDX-License-Identifier: Apache-2.0
// What a drift run looks at: the same on both sides.
#pragma once

#include <string>
#include <vector>

#include <plumb/catalog/selection.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/workflow/drift.hpp>

namespace plumb::workflow {

struct DriftScope {
  // What is read. Rules judge all of it: half a catalog would be judged wrongly.
  inspect::ReadOptions read;
  // What is told of it.
  catalog::Selection selection;
  std::vector<finding::Class> classes;  // empty: all. What was not looked at, or does not load, is told in any case

  [[nodiscard]] bool tells(finding::Class cls) const;
  // Whether a finding is about something that was chosen. What is no object of a catalog (a migration, say) always is.
  [[nodiscard]] bool tells(const finding::Finding& finding) const;
};

// Throws Error, code usage, for a pattern or choice that is not understood.
[[nodiscard]] DriftScope drift_scope(const DriftOptions& options, const pg::Target& target);

// Limits the scope to what a snapshot file has. Throws Error where more is asked for than that.
void limit_to_snapshot(DriftScope& scope, const std::string& file, const std::vector<std::string>& schemas);

}  // namespace plumb::workflow
