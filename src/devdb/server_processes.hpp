// SPDX-License-Identifier: Apache-2.0
// The processes of a server that we did not start ourselves. All of them have the data directory as their working
// directory, which is what tells them from one that got the number of a dead one.
#pragma once

#include <optional>
#include <string>

#include <plumb/base/stop.hpp>

namespace plumb::devdb {

// The first process of the server on a data directory; nothing if it is gone, whatever postmaster.pid says.
[[nodiscard]] std::optional<int> postmaster(const std::string& data);

// Sends the signal to the first process, or SIGKILL to what is left of the server without it, and waits until nobody
// uses the server's folder any more. Throws if the Stop is requested.
void end_server(const std::string& data, const std::string& folder, int signal, const Stop& stop);

// Ends a server whose folder we use ourselves, at once, and waits until it has no process any more.
void abandon_server(const std::string& data);

}  // namespace plumb::devdb
