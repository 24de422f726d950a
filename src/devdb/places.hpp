// SPDX-License-Identifier: Apache-2.0
// Where things are kept: prepared data directories for long, servers for a while.
#pragma once

#include <string>

namespace plumb::devdb {

// $XDG_CACHE_HOME/plumb, else ~/.cache/plumb, for root /var/cache/plumb; "" if there is no such place (no HOME). It
// need not exist nor be writable: a cache only saves time.
[[nodiscard]] std::string cache_folder();

// The folder in which servers get theirs: $TMPDIR, unless its path is too long for a socket or another user (`shared`)
// cannot go through it; then /tmp.
enum class Reach { self, everybody };
[[nodiscard]] std::string servers_folder(Reach reach);

}  // namespace plumb::devdb
