// SPDX-License-Identifier: Apache-2.0
// The bytes of a directory's files, from the disk.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format_rules.hpp"

namespace plumb::migration {

struct FileBytes {
  std::string path;  // relative to the directory
  std::string content;
};

struct DirectoryBytes {
  std::vector<FileBytes> files;  // in the order of the format
  std::optional<std::string> sum;
};

// Opens and reads each file once. Throws Error with Atlas's texts: `sql/migrate: stat <path>: …`, `sql/migrate:
// "<path>" is not a dir`, `sql/migrate: read file "<name>": …`.
[[nodiscard]] DirectoryBytes read_directory(const std::string& path, const FormatRules& rules);

// The same from a directory in memory.
[[nodiscard]] DirectoryBytes read_memory(std::map<std::string, std::string> files, const FormatRules& rules);

}  // namespace plumb::migration
