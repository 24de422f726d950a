// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// For inspect::ReadOptions::second, with which a large catalog is read by two sessions; empty where no more than one is
// wanted. Waits no more than some seconds for the server to let it in. REQUIRES: target and runtime outlive it.
[[nodiscard]] std::function<std::unique_ptr<pg::Connection>()> second_session(const pg::Target& target, int connections,
                                                                              const Runtime& runtime);

// Adds what the second session has said and heard to runtime.traffic; says why there was none where one was wanted.
void tell_second_session(const inspect::Snapshot& snapshot, const Runtime& runtime);

}  // namespace plumb::workflow
