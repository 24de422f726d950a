// SPDX-License-Identifier: Apache-2.0
// Patterns of file names: * ? [a-z] [^a] and \, with {a,b} and ** where braces are allowed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::project {

enum class Braces { literal, alternatives };

// Whether the pattern is well-formed.
[[nodiscard]] bool is_pattern(std::string_view pattern, Braces braces);
// Whether a name (no slashes) matches. REQUIRES: is_pattern.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name, Braces braces);

// The paths that an absolute pattern finds: for `literal` in the order of their names, folder by folder; for
// `alternatives` with **, which matches any number of folders: the sub-folders come before what the folder itself
// holds.
[[nodiscard]] std::vector<std::string> find_paths(const std::string& pattern, Braces braces);

}  // namespace plumb::project
