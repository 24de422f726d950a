// SPDX-License-Identifier: Apache-2.0
// How the servers that plumb starts are set up.
#pragma once

#include <string>
#include <vector>

#include <plumb/devdb/server.hpp>

namespace plumb::devdb {

// What a server is for.
enum class Purpose {
  one_task,    // ends with the plumb that started it, has one user at a time: nothing is waited for, nothing tidied up
  throw_away,  // a person's, for hours: autovacuum runs, so that plans are those of a real server; may be lost
  durable,     // a person's, for long: nothing is lost in a crash
};

// "name=value" for each setting. Sockets are always for the server's owner alone (0700).
[[nodiscard]] std::vector<std::string> server_settings(const Installation& installation, Purpose purpose);

// A port of 127.0.0.1 that nobody has; somebody may take it before a server does. Throws where there is none.
[[nodiscard]] int free_port();

}  // namespace plumb::devdb
