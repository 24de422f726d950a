// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace plumb::cli {

// Throws the usage error for a flag whose value is none of those that it may have. `flag` without dashes.
[[noreturn]] void refuse_value(std::string_view flag, std::string_view value, std::string_view allowed);

}  // namespace plumb::cli
