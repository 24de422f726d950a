// SPDX-License-Identifier: Apache-2.0
// One side of a check: what scripts make of an empty server.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/desired/desired.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/state/store.hpp>
#include <plumb/workflow/drift.hpp>

namespace plumb::workflow {

struct CheckSide {
  std::vector<desired::Script> scripts;
  std::optional<inspect::Snapshot> snapshot;  // nothing: `failure` or `obstacle` says why, or there is no such side
  std::optional<Error> failure;               // a file that cannot be read, does not split, or does not run
  std::optional<finding::Finding> obstacle;   // there is no server to run it on
  bool cached = false;
  std::chrono::nanoseconds time{0};
};

// Fills in the scripts, or why there are none.
[[nodiscard]] CheckSide read_side(const std::function<std::vector<desired::Script>()>& read);

// Runs the side's scripts, unless it has failed already. With a store it takes what an earlier run kept, and keeps what
// this one gives. Throws Error with code interrupted; everything else that is wrong is a value. May run beside another
// one, in a thread of its own.
void load_side(CheckSide& side, desired::Request request, UseCache use_cache, std::optional<state::Store>& store,
               const Runtime& runtime);

}  // namespace plumb::workflow
