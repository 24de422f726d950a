// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace plumb {

// "1 policy", "8 policies", "2 indexes".
[[nodiscard]] std::string counted(std::size_t count, std::string noun);

}  // namespace plumb
