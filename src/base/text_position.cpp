// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/text_position.hpp>

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb {

std::optional<TextPosition> text_position(std::string_view text, long character) {
  if (character < 1) return std::nullopt;
  TextPosition position{.line = 1, .column = 1, .offset = 0, .line_text = {}};
  std::size_t line_start = 0;
  for (long i = 1; i < character; ++i) {
    if (position.offset == text.size()) return std::nullopt;
    if (text[position.offset] == '\n') {
      ++position.line;
      position.column = 1;
      line_start = ++position.offset;
    } else {
      ++position.column;
      position.offset += static_cast<std::size_t>(decode_rune(text.substr(position.offset)).length);
    }
  }
  const std::size_t line_end = std::min(text.find('\n', position.offset), text.size());
  position.line_text = text.substr(line_start, line_end - line_start);
  return position;
}

}  // namespace plumb
