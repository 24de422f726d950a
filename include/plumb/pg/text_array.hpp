// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace plumb::pg {

// The texts as the value of a parameter of type text[]: {"a","b \"c\""}.
[[nodiscard]] std::string text_array(const std::vector<std::string>& texts);

}  // namespace plumb::pg
