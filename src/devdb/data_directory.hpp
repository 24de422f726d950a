// SPDX-License-Identifier: Apache-2.0
// A fresh data directory: made by initdb once, then copied.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <plumb/devdb/server.hpp>

#include "server_folder.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

// Makes `data`, which must not exist: superuser "postgres" without password, UTF8, C.UTF-8 where the version has it
// built in, without checksums. Throws with the end of initdb's output, or "copy …: no space left on device". Files: the
// first one of an installation is also kept in the cache folder (places.hpp), where there is one that can be written;
// two plumbs may do that at once. The folder is that of the server: its lock is held meanwhile, its log takes initdb's
// output.
void make_data_directory(const Installation& installation, const ServerFolder& folder, const std::string& data,
                         const std::optional<User>& user);

// The prepared data directory of an installation, whether it is there or not; "" where nothing can be kept.
[[nodiscard]] std::string prepared_path(const Installation& installation);

// Removes what a killed plumb left while it made a prepared directory; returns the bytes freed. By age, for the process
// that is at it may be in another container.
std::uint64_t remove_unfinished_copies(const std::string& prepared);

// What is renamed into place must be there after a power failure, too.
bool sync_file_system(const std::string& path);

}  // namespace plumb::devdb
