// SPDX-License-Identifier: Apache-2.0
// The program of a server, as both sorts of servers start it: those that end with us, and those that outlive us.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "child.hpp"
#include "installation.hpp"
#include "server_folder.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

struct ServerStart {
  const Installation& installation;
  std::string data;
  std::string socket;  // the folder of the socket
  int port = 5432;
  bool tcp = false;                   // listens on 127.0.0.1, too
  std::vector<std::string> settings;  // "name=value"; of two for one name the last one counts
};

// Its log and its lock are the folder's.
[[nodiscard]] Program server_program(const ServerStart& start, const ServerFolder& folder,
                                     const std::optional<User>& user);

}  // namespace plumb::devdb
