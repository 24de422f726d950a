// SPDX-License-Identifier: Apache-2.0
// Copying a data directory: a thousand small files, of which a server will change some, so that links will not do.
#pragma once

#include <optional>
#include <string>

#include "unprivileged.hpp"

namespace plumb::devdb {

// Copies the folders and plain files below `from` to `to`, which must not exist, for `owner` (or us), readable by
// nobody else. Files share their blocks where the file system can do that (reflink). Throws "copy <from> to <to>:
// <reason>".
void copy_tree(const std::string& from, const std::string& to, const std::optional<User>& owner);

// Whether files in a folder can share their blocks (reflink). Tries it, with two files without names.
[[nodiscard]] bool can_share_blocks(const std::string& folder);

}  // namespace plumb::devdb
