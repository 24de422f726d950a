// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::report {

// How many columns a text takes: a character is one.
[[nodiscard]] std::size_t columns(std::string_view text);

// Prose in lines of at most `width` columns; a word that is longer has a line of its own. Line feeds of the text stay.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

// SQL on one line, cut where it reads well: before AND, OR, WHEN, ELSE and END, and behind a comma; not in quotes.
// Joined by blanks, the pieces are the text.
[[nodiscard]] std::vector<std::string> clauses(std::string_view sql);

}  // namespace plumb::report
