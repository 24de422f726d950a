// SPDX-License-Identifier: Apache-2.0
// The desired side of a drift run.
#pragma once

#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/desired/desired.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/workflow/drift.hpp>

namespace plumb::workflow {

struct DesiredSource {
  std::vector<desired::Script> scripts;
  finding::DriftBase described;
};

// The files that the live database has run, or the declared schema.
// REQUIRES: directory is not null where `against` is migrations.
[[nodiscard]] DesiredSource desired_source(const DriftOptions& options, const migration::Directory* directory,
                                           const std::vector<apply::Revision>& revisions);

}  // namespace plumb::workflow
