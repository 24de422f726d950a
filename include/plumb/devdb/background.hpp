// SPDX-License-Identifier: Apache-2.0
// This program, once more, in the background.
#pragma once

#include <string>
#include <vector>

namespace plumb::devdb {

// Starts /proc/self/exe with these arguments, our environment, in a session of its own and in "/", with nothing of
// ours open: not our outputs either, so that nobody who reads those waits for it. It outlives us. Returns whether it
// was started. REQUIRES: it ends by itself.
bool start_in_background(const std::vector<std::string>& arguments);

}  // namespace plumb::devdb
