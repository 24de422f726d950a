// SPDX-License-Identifier: Apache-2.0
// Running a command in our place: on our terminal, with more in its environment.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumb::devdb {

// Nothing: the variable is not to be set.
using EnvironmentChanges = std::vector<std::pair<std::string, std::optional<std::string>>>;

// Runs argv[0], looked for in PATH, with our input and outputs, and waits for its end. Signals that are sent to us
// (TERM, INT, HUP, QUIT, USR1, USR2) are passed on; a Ctrl-C of the terminal reaches it anyway. If we are killed it
// gets SIGTERM. Returns its exit code, 128 + n for a signal, as a shell would. Throws Error if it cannot be started.
// REQUIRES: argv is not empty.
[[nodiscard]] int run_attached(const std::vector<std::string>& argv, const EnvironmentChanges& changes);

// Becomes argv[0]: does not return. Throws Error if it cannot be started.
[[noreturn]] void become_command(const std::vector<std::string>& argv, const EnvironmentChanges& changes);

// The file that PATH leads to; "" for none. A name with a slash is a file already.
[[nodiscard]] std::string find_in_path(const std::string& name);

}  // namespace plumb::devdb
