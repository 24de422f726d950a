// SPDX-License-Identifier: Apache-2.0
// The desired side of a drift run: where it comes from, and how it is had without running everything anew.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/desired/desired.hpp>
#include <plumb/finding/drift_report.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/state/store.hpp>
#include <plumb/workflow/drift.hpp>

#include "drift_scope.hpp"

namespace plumb::workflow {

// What scripts say it should be.
struct DesiredSource {
  std::vector<desired::Script> scripts;
  finding::DriftBase described;
};

// The files that the live database has run, or the declared schema.
// REQUIRES: directory is not null where `against` is migrations.
[[nodiscard]] DesiredSource desired_source(const DriftOptions& options, const migration::Directory* directory,
                                           const std::vector<apply::Revision>& revisions);

struct DesiredSide {
  std::optional<inspect::Snapshot> snapshot;  // nothing: there is none; `obstacle` says why
  std::optional<finding::Finding> obstacle;
  finding::DriftBase described;
  std::vector<desired::Script> scripts;  // of which it was made; none of a snapshot or a database
};

// Reads a snapshot file and limits the scope to what it has. Throws Error, see state::read_snapshot.
[[nodiscard]] DesiredSide desired_from_file(const DriftOptions& options, DriftScope& scope);

// Reads another database, as the live one is read.
[[nodiscard]] DesiredSide desired_from_database(const DriftOptions& options, const inspect::ReadOptions& read,
                                                const Runtime& runtime);

// From the state file, where what was made of the same scripts in the same way is kept for a day; else runs them on a
// private server of the live server's major version, and keeps the result.
[[nodiscard]] DesiredSide desired_from_scripts(DesiredSource source, desired::Request request, UseCache use_cache,
                                               std::optional<state::Store>& store, const Runtime& runtime);

}  // namespace plumb::workflow
