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

// A directory on disk, kept open, so that all files are read from the same one.
class OpenDirectory {
 public:
  // Throws Error with Atlas's texts: `sql/migrate: stat <path>: …`, `sql/migrate: "<path>" is not a dir`.
  explicit OpenDirectory(std::string path);
  ~OpenDirectory();
  OpenDirectory(const OpenDirectory&) = delete;
  OpenDirectory& operator=(const OpenDirectory&) = delete;

  // Opens and reads each file once. Throws Error: `sql/migrate: read file "<name>": …`, `sql/migrate: open <path>: …`.
  [[nodiscard]] DirectoryBytes read(const FormatRules& rules) const;

 private:
  std::string m_path;
  int m_fd = -1;
};

// The same from a directory in memory.
[[nodiscard]] DirectoryBytes read_memory(std::map<std::string, std::string> files, const FormatRules& rules);

}  // namespace plumb::migration
