// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace plumb::cli {

inline constexpr std::string_view k_version = "0.1.0";

}  // namespace plumb::cli
