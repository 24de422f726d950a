// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace plumb::report {

// "1 policy, 2 tables": without those there is none of.
[[nodiscard]] std::string counted_list(const std::map<std::string, std::size_t>& counts);

}  // namespace plumb::report
