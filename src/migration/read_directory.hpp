// SPDX-License-Identifier: Apache-2.0
// The bytes of a directory's files, from the disk.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/descriptor.hpp>

#include "format_rules.hpp"

namespace plumb::migration {

// A directory on disk, kept open, so that all files are read from the same one.
class OpenDirectory {
 public:
  // Throws Error with Atlas's texts: `sql/migrate: stat <path>: …`, `sql/migrate: "<path>" is not a dir`.
  explicit OpenDirectory(std::string path);

  // The migration files, relative to the directory, in the order of the format. Throws Error: `sql/migrate: open
  // <path>: …`.
  [[nodiscard]] std::vector<std::string> list(const FormatRules& rules) const;
  // Replaces `content` by the bytes of the file, keeping its memory. Throws Error: `sql/migrate: read file "<name>":
  // …`.
  void read(const std::string& name, std::string& content) const;
  // The bytes of atlas.sum, if it is there.
  [[nodiscard]] std::optional<std::string> read_sum() const;

 private:
  std::string m_path;
  Descriptor m_directory;
};

// The same list for files that only exist in the program.
[[nodiscard]] std::vector<std::string> list_memory(const std::map<std::string, std::string>& files,
                                                   const FormatRules& rules);

}  // namespace plumb::migration
