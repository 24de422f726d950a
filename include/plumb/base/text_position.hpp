// SPDX-License-Identifier: Apache-2.0
// A place in a text, counted in characters, as the server reports it: where to set the caret under a line.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace plumb {

struct TextPosition {
  int line = 0;                // from 1; a line ends at LF, a CR is a character of it
  int column = 0;              // from 1, in characters
  std::size_t offset = 0;      // in bytes, from 0
  std::string_view line_text;  // the whole line, without LF; a view into the text

  [[nodiscard]] bool operator==(const TextPosition&) const = default;
};

// The place of the `character`th character, counted from 1; one past the last is the end of the text. Nothing for a
// number outside of it. A byte that is no UTF-8 counts as one character.
[[nodiscard]] std::optional<TextPosition> text_position(std::string_view text, long character);

}  // namespace plumb
