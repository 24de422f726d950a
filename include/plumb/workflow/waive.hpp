// SPDX-License-Identifier: Apache-2.0
// plumb waive: a finding is accepted for a while (commands.md §3).
#pragma once

#include <optional>
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

struct Waived {
  settings::Waiver waiver;
  std::optional<settings::Waiver> before;  // what the file said of it, where one was renewed
};

// Adds the waiver to the file, bound to the fingerprint of the finding that is there now, in one step. Where there is
// one for that finding, or one for that rule and object that has lapsed (its day has passed, or the object is not what
// it was), it is renewed where it stands: last day, fingerprint, and reason and owner where they are given. Nothing
// else of the file is changed. Throws Error and writes nothing: no such rule; a day that has passed; the finding is
// waived already for as long; a new one without a reason; there is no such finding (the hint says on which objects
// there is one); there are several with different fingerprints; what drift(), settings::add_waiver() and
// settings::renew_waiver() throw. SQL: what drift() sends; of rules only what judges them.
[[nodiscard]] Waived waive(const WaiveOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
