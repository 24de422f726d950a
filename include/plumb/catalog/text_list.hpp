// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::catalog {

// The elements of an attribute of form set or list: a JSON array of strings, as the server's array_to_json writes it.
// Throws Error for any other text.
[[nodiscard]] std::vector<std::string> parse_text_list(std::string_view json);

}  // namespace plumb::catalog
