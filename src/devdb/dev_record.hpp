// SPDX-License-Identifier: Apache-2.0
// What plumb notes about a server that outlives it: a file for each, readable by us alone, for it may hold a password.
#pragma once

#include <optional>
#include <string>

#include <plumb/devdb/dev_server.hpp>

namespace plumb::devdb {

// Which file: the same for a project or name at all times. ON DISK: durable data is found by it.
[[nodiscard]] std::string record_key(const DevName& name);

// Nothing: there is no such file, or it is not ours. Throws for one that cannot be understood.
[[nodiscard]] std::optional<DevServer> read_record(const std::string& path);
// Replaces it in one step, mode 0600.
void write_record(const std::string& path, const DevServer& server);

}  // namespace plumb::devdb
