// SPDX-License-Identifier: Apache-2.0
// A fresh data directory: made by initdb once, then copied.
#pragma once

#include <optional>
#include <string>

#include <plumb/devdb/server.hpp>

#include "server_folder.hpp"
#include "unprivileged.hpp"

namespace plumb::devdb {

// Makes folder.data(): superuser "postgres" without password, UTF8, C.UTF-8 where the version has it built in, without
// checksums. Throws with the end of initdb's output, or "copy …: no space left on device".
// Files: the first one of an installation is also kept in the cache folder (places.hpp), where there is one that can be
// written; two plumbs may do that at once.
void make_data_directory(const Installation& installation, const ServerFolder& folder, const std::optional<User>& user);

}  // namespace plumb::devdb
