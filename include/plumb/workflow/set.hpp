// SPDX-License-Identifier: Apache-2.0
// plumb migrate set: says which version a database is at, without running anything (atlas-migrate.md §6.7).
#pragma once

#include <optional>
#include <string>

#include <plumb/apply/set_plan.hpp>
#include <plumb/workflow/migrate_target.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct SetOptions {
  MigrateTarget target;
  std::optional<std::string> version;
  std::size_t arguments = 0;  // given on the command line: for the text of the error
  std::string operator_version;
};

struct SetResult {
  Refusal refusal;
  apply::SetPlan plan;  // what was done
};

// Takes the lock (one try), makes or repairs the table, changes all rows in one transaction. Throws Error with Atlas's
// texts.
[[nodiscard]] SetResult set(const SetOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
