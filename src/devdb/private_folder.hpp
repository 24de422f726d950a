// SPDX-License-Identifier: Apache-2.0
// Folders in which plumb keeps what others must neither read nor put there. Every one is checked each time, for names
// below /tmp can be taken by anybody.
#pragma once

#include <cstdint>
#include <string>

namespace plumb::devdb {

// Whether others may go through a folder to what they know the name of, without seeing what else is in it (0711).
enum class PassThrough { no, yes };

// Makes the folder, and those above it, with mode 0700 or 0711; one of ours that is there gets that mode. Throws where
// it belongs to somebody else, is no folder but a link to one, or cannot be made: "<path> belongs to uid 7, not to us".
void make_private_folder(const std::string& path, PassThrough others = PassThrough::no);

// A folder of our own that nobody else can write to. False for a link, and where there is nothing.
[[nodiscard]] bool is_own_folder(const std::string& path);

// Bytes that a folder takes on its file system; 0 where there is none.
[[nodiscard]] std::uint64_t disk_usage(const std::string& path);

// Removes a folder with all that is in it and returns what that freed. Never throws: what cannot be removed stays.
std::uint64_t remove_folder(const std::string& path) noexcept;

}  // namespace plumb::devdb
