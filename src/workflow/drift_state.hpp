// SPDX-License-Identifier: Apache-2.0
// What a drift run takes from the state file, and leaves there.
#pragma once

#include <optional>
#include <span>
#include <string>

#include <plumb/diff/difference.hpp>
#include <plumb/finding/drift_report.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/state/store.hpp>
#include <plumb/workflow/drift.hpp>

namespace plumb::workflow {

// Nothing: there is none, which with --verbose is said.
[[nodiscard]] std::optional<state::Store> open_state(const DriftOptions& options, const Runtime& runtime);

// Under which name the state file knows this database, looked at in this way.
[[nodiscard]] std::string target_name(const DriftOptions& options, const inspect::ReadOptions& read,
                                      const inspect::Facts& facts);

// How the live catalog is read where it may be kept, or have been: `read` and what is needed for that. `since` is set
// to when a catalog that is taken was read. The arguments are to live until then.
[[nodiscard]] inspect::ReadOptions with_kept(const inspect::ReadOptions& read, std::optional<state::Store>& store,
                                             const DriftOptions& options, const Runtime& runtime,
                                             std::optional<TimePoint>& since);

// What the last audit of this target saw.
struct LastAudit {
  state::Audit audit;
  bool unchanged = false;                 // the catalog is that of now
  std::optional<inspect::Snapshot> live;  // the catalog, else; nothing: it is not kept, or cannot be read any more
};
[[nodiscard]] std::optional<LastAudit> last_audit(std::optional<state::Store>& store, const std::string& target,
                                                  const inspect::Snapshot& live);

// Keeps what this audit saw; `rows` are those of the differences, as changed_rows() returns them.
void remember(std::optional<state::Store>& store, const std::string& target, const inspect::Snapshot& live,
              const finding::DriftReport& report, std::vector<state::Seen> seen);

}  // namespace plumb::workflow
