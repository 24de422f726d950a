// SPDX-License-Identifier: Apache-2.0
#include "server_program.hpp"

#include <fmt/format.h>

namespace plumb::devdb {

Program server_program(const ServerStart& start, const ServerFolder& folder, const std::optional<User>& user) {
  Program program{.arguments = {start.installation.bin + "/postgres", "-D", start.data},
                  .user = user,
                  .log = folder.log(),
                  .keep_open = folder.lock()};
  const auto set = [&](std::string setting) {
    program.arguments.emplace_back("-c");
    program.arguments.push_back(std::move(setting));
  };
  set("unix_socket_directories=" + start.socket);
  set(start.tcp ? "listen_addresses=127.0.0.1" : "listen_addresses=");
  set(fmt::format("port={}", start.port));
  for (const std::string& setting : start.settings) set(setting);
  return program;
}

}  // namespace plumb::devdb
