// SPDX-License-Identifier: Apache-2.0
// plumb waive: a finding is accepted for a while (commands.md §3).
#pragma once

#include <string>

#include <plumb/settings/settings.hpp>
#include <plumb/workflow/contract.hpp>
#include <plumb/workflow/drift.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct WaiveOptions {
  std::string file;         // plumb.yaml; made where there is none
  settings::Waiver waiver;  // rule, object, reason, owner, until; with a fingerprint nothing is judged
  DriftOptions drift;       // how the finding is found: with its contract
};

// Adds the waiver to the file, bound to the fingerprint of the finding that is there now, in one step; returns it.
// Nothing else of the file is changed. Throws Error and writes nothing: no such rule; a day that has passed; the
// finding is waived already, or was and the waiver has lapsed (it has to go first); there is no such finding (the hint
// says on which objects there is one); there are several with different fingerprints; what drift() and
// settings::add_waiver() throw. SQL: what drift() sends; of rules only what judges them.
[[nodiscard]] settings::Waiver waive(const WaiveOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
