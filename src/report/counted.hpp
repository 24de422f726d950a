// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace plumb::report {

// "1 policy", "8 policies", "2 indexes".
[[nodiscard]] std::string counted(std::size_t count, std::string noun);

// "1 policy, 2 tables": without those there is none of.
[[nodiscard]] std::string counted_list(const std::map<std::string, std::size_t>& counts);

}  // namespace plumb::report
