// SPDX-License-Identifier: Apache-2.0
// Where things are kept: prepared data directories for long, servers for a while.
#pragma once

#include <string>

namespace plumb::devdb {

// $XDG_CACHE_HOME/plumb, else ~/.cache/plumb, for root /var/cache/plumb. Where that cannot be written (no HOME, a
// read-only one), the folder "cache" in registry_folder(); "" if there is neither: a cache only saves time.
[[nodiscard]] std::string cache_folder();

// Where the records of running servers are: $PLUMB_DEV_FOLDER, else "plumb" in $XDG_RUNTIME_DIR or /run/user/<uid>,
// else /tmp/plumb-<uid>. Not to be trusted before it was checked: make_private_folder().
[[nodiscard]] std::string registry_folder();

// Where data is that is to last: $XDG_DATA_HOME/plumb/servers, else ~/.local/share/plumb/servers; where that cannot be
// written, or the server's user could not get there, /var/lib/plumb/servers for root. Throws where there is none.
enum class Reach { self, everybody };
[[nodiscard]] std::string durable_folder(Reach reach);

// The folder in which servers get theirs: $TMPDIR if it is set; else /dev/shm if that has 2 GB to spare, for creating
// the 300 files of a database takes 8 ms there and up to 130 on a disk (docs/performance.md); else /tmp. A folder is
// passed over if its path is too long for a socket, or if another user must go through it and cannot.
[[nodiscard]] std::string servers_folder(Reach reach);

}  // namespace plumb::devdb
