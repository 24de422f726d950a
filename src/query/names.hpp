// SPDX-License-Identifier: Apache-2.0
// Names as the server's quote_ident and format('%I.%I') write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::query {

// In quotes where it is not in lower case letters, digits and "_". Words of SQL are not known here.
[[nodiscard]] std::string quoted(std::string_view name);

// How many bytes of the text, from its start, are one name.
[[nodiscard]] std::size_t name_length(std::string_view text);

// The parts of "a.b" or "\"A.b\".c", without quotes. What follows the last name ("(uuid)" of a function) is left out.
[[nodiscard]] std::vector<std::string> name_parts(std::string_view text);

// "policy" → "policies", "index" → "indexes", "table" → "tables".
[[nodiscard]] std::string plural(std::string_view name);

}  // namespace plumb::query
