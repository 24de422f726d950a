// SPDX-License-Identifier: Apache-2.0
// plumb migrate status (atlas-migrate.md §6.3).
#pragma once

#include <memory>

#include <plumb/apply/status.hpp>
#include <plumb/workflow/migrate_target.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct StatusResult {
  Refusal refusal;
  std::unique_ptr<migration::Directory> directory;  // the status points into it
  apply::Status status;
};

// Takes no lock, two round trips. As Atlas it gives a revisions table of another shape its columns back; else it only
// reads. Throws as apply(): no connection, not clean, a partly applied file that is gone …
[[nodiscard]] StatusResult status(const MigrateTarget& target, const Runtime& runtime);

}  // namespace plumb::workflow
