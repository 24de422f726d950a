// SPDX-License-Identifier: Apache-2.0
// The command line: parse → one workflow → render → exit code. The only place that catches everything.
#pragma once

namespace plumb::cli {

// Runs the program. Never throws. Returns the exit code: 0 and 1 for Atlas's commands; 0 in plumb, 1 failed, 2 usage,
// 3 findings at or above the threshold, 130 interrupted for plumb's own.
[[nodiscard]] int run(int argc, char** argv);

}  // namespace plumb::cli
