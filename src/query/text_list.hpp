// SPDX-License-Identifier: Apache-2.0
// Lists as the kinds write them: JSON arrays of texts, with null for what has no name (an expression of an index).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::query {

// null is "".
[[nodiscard]] std::vector<std::string> list_of(std::string_view json);

// The place of a text in a list, from 1; 0: it is not in it. Makes nothing where no text of the list is escaped.
[[nodiscard]] std::size_t place_in_list(std::string_view json, std::string_view text);

// Whether nothing is escaped and the first element is a text; then it is `first`, a view into the list.
[[nodiscard]] bool plain_first(std::string_view json, std::string_view& first);

}  // namespace plumb::query
