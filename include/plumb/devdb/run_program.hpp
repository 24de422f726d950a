// SPDX-License-Identifier: Apache-2.0
// Running a program to its end and keeping what it says.
#pragma once

#include <string>
#include <vector>

namespace plumb::devdb {

struct ProgramOutput {
  std::string path;  // what was run: the file that PATH led to
  std::string out;
  std::string error;
  int exit_status = 0;
  int signal = 0;  // the signal that ended it; 0 if it exited

  [[nodiscard]] bool ok() const { return exit_status == 0 && signal == 0; }
  // "exit status 3", "signal: killed".
  [[nodiscard]] std::string status_text() const;
};

// Runs argv[0] with the rest as its arguments, without a shell and with an empty standard input, and waits for it. A
// name without a slash is looked for in PATH. `working_dir`: "" for this process's own. Throws Error if it cannot be
// started, as Go words it: `exec: "x": executable file not found in $PATH`, `chdir d: no such file or directory`,
// `fork/exec ./x: permission denied`. REQUIRES: argv is not empty.
[[nodiscard]] ProgramOutput run_program(const std::vector<std::string>& argv, const std::string& working_dir = {});

}  // namespace plumb::devdb
