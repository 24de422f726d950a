// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace plumb::report {

struct DiffLine {
  enum class Kind { same, removed, added, hunk };  // hunk: where a stretch begins, "@@ -3,7 +3,4 @@"
  Kind kind = Kind::same;
  std::string text;

  [[nodiscard]] bool operator==(const DiffLine&) const = default;
};

// The shortest way from one text to the other, as a unified diff with `context` equal lines around what differs.
// Without a hunk line where all of both texts is shown. Texts that have next to nothing in common are taken as wholly
// different between their common first and last lines: that says as much, and never takes long. Pure.
[[nodiscard]] std::vector<DiffLine> line_diff(const std::vector<std::string>& before,
                                              const std::vector<std::string>& after, std::size_t context);

}  // namespace plumb::report
