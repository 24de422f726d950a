// SPDX-License-Identifier: Apache-2.0
// The live side of a drift run: one session, read when no apply is at work.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/advisory_lock.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct LiveSide {
  inspect::Snapshot snapshot;
  // In the same snapshot as the catalog. Nothing: there is no table, or this role may not read it (snapshot.not_seen
  // says so).
  std::optional<std::vector<apply::Revision>> revisions;
  // An apply was still at work when the waiting ended; who it is, as far as the server tells this role.
  std::optional<std::string> apply_in_flight;
};

// Reads, and as long as an apply holds the migration lock waits up to `lock_timeout` and reads again: what an apply has
// done so far is not drift. Throws Error, with code interrupted when the runtime's Stop ended the wait.
[[nodiscard]] LiveSide read_live(pg::Connection& connection, inspect::ReadOptions options,
                                 std::chrono::nanoseconds lock_timeout, const Runtime& runtime);

}  // namespace plumb::workflow
