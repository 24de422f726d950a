// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace plumb::state {

// Where the state file is unless told otherwise: $XDG_STATE_HOME/plumb/state.db, else ~/.local/state/plumb/state.db. A
// value that is no absolute path counts as not set, as the XDG specification wants it. Nothing: neither is there.
[[nodiscard]] std::optional<std::string> usual_path();

}  // namespace plumb::state
