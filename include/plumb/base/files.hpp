// SPDX-License-Identifier: Apache-2.0
// Reading and writing whole files. Errors are plumb::Error with the text "open <path>: no such file or directory", as
// Go words it, because Atlas prints such texts and scripts match them.
#pragma once

#include <string>
#include <string_view>

namespace plumb {

// All bytes of a file. Throws "open <path>: …" or "read <path>: …".
[[nodiscard]] std::string read_file(const std::string& path);

// Replaces a file in one step: written beside it, synced, renamed over it. Either the old or the new content is there,
// also after kill -9. Mode 0644 for a new file; a file that is there keeps its mode. A device or a pipe (/dev/stdout)
// is written as it is. Throws "open|write|rename <path>: …".
void write_file(const std::string& path, std::string_view content);

// Throws what write_file() would throw, but for a full disk, and leaves nothing behind: for what takes long before it
// writes.
void require_writable(const std::string& path);

// errno as Go words it: lower-case, "no such file or directory".
[[nodiscard]] std::string errno_text(int error);

// Lexically simplified like Go's path.Clean: "a/./b/../c" → "a/c", "" → ".".
[[nodiscard]] std::string clean_path(std::string_view path);

}  // namespace plumb
