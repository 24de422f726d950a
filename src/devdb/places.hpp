// SPDX-License-Identifier: Apache-2.0
// Where things are kept: prepared data directories for long, servers for a while.
#pragma once

#include <string>

namespace plumb::devdb {

// $XDG_CACHE_HOME/plumb, else ~/.cache/plumb, for root /var/cache/plumb; "" if there is no such place (no HOME). It
// need not exist nor be writable: a cache only saves time.
[[nodiscard]] std::string cache_folder();

// The folder in which servers get theirs: $TMPDIR if it is set; else /dev/shm if that has 2 GB to spare, for creating
// the 300 files of a database takes 8 ms there and up to 130 on a disk (docs/performance.md); else /tmp. A folder is
// passed over if its path is too long for a socket, or if another user must go through it and cannot.
enum class Reach { self, everybody };
[[nodiscard]] std::string servers_folder(Reach reach);

}  // namespace plumb::devdb
