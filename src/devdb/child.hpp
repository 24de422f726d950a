// SPDX-License-Identifier: Apache-2.0
// Starting PostgreSQL's programs: as another user where we are root, and never outliving us.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <plumb/base/descriptor.hpp>

#include "unprivileged.hpp"

namespace plumb::devdb {

struct Program {
  std::vector<std::string> arguments;  // the first is the path of the program
  std::optional<User> user;            // whom to become
  int log = -1;                        // standard output and error
  std::vector<std::string> variables;  // more of its environment: "NAME=value"
  int keep_open = -1;                  // stays open in the program and its children: the lock of the folder in use
};

// Runs a program to its end. Returns its exit code, 128 + n for a signal; 126 if it could not be run, with the reason
// in the log. The program is killed if we die.
[[nodiscard]] int run(const Program& program);

// Starts a program that outlives us: in a session of its own, with nothing open but its log and `keep_open`. Until we
// end it is our child.
class DetachedProgram {
 public:
  explicit DetachedProgram(const Program& program);
  [[nodiscard]] bool running();

 private:
  pid_t m_pid = -1;
};

// A server and its keeper. The keeper is a process of its own, between us and the server, that waits for one of two
// things. We end it, or end ourselves, however that happens (kill -9): then it stops the server at once and removes the
// server's folder. Or the server ends: then it ends, too, and leaves the folder with the log. Should somebody kill the
// keeper, the kernel stops the server. The keeper is needed because the kernel's own "signal when the parent dies" goes
// by the parent's *thread*, and a Server may be started by a thread that ends before it.
class KeptServer {
 public:
  KeptServer(const Program& server, const std::string& folder);
  // Waits for the end of both and for the removal.
  ~KeptServer();
  KeptServer(const KeptServer&) = delete;
  KeptServer& operator=(const KeptServer&) = delete;

  [[nodiscard]] bool running();

 private:
  Descriptor m_alive;  // the keeper has the other end, and sees it closing
  pid_t m_keeper = -1;
};

}  // namespace plumb::devdb
