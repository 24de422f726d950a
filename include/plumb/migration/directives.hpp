// SPDX-License-Identifier: Apache-2.0
// The directives of a migration file: `-- atlas:txmode none` and the like (atlas-migrate.md §1.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::migration {

struct FileDirective {
  std::string name;      // "txmode"
  std::string argument;  // "none"; "" if there is none

  [[nodiscard]] bool operator==(const FileDirective&) const = default;
};

// The directive of one line, the last if it names several; nothing if it names none.
[[nodiscard]] std::optional<FileDirective> parse_directive(std::string_view line);

// Those of the comment lines at the very start of the file. The group counts only if an empty line parts it from what
// follows, or nothing follows: else it belongs to the first statement.
[[nodiscard]] std::vector<FileDirective> file_directives(std::string_view content);

// Whether the first line is the directive `atlas:sum ignore`: only the name of such a file goes into the sum.
[[nodiscard]] bool ignored_in_sum(std::string_view content);

}  // namespace plumb::migration
