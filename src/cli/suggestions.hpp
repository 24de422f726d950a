// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::cli {

// Commands whose name is at most two edits away or begins with what was typed; `group` "" for the root.
[[nodiscard]] std::vector<std::string> near_commands(std::string_view group, std::string_view typed);

// Commands of Atlas that plumb does not have (yet).
[[nodiscard]] bool is_unsupported(std::string_view group, std::string_view name);

}  // namespace plumb::cli
