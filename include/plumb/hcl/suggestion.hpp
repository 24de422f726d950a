// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::hcl {

// ` Did you mean "local"?` for the candidate nearest to a name, if one is at most two edits away (Levenshtein); else
// "". The first of several equally near ones.
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace plumb::hcl
