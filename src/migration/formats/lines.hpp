// SPDX-License-Identifier: Apache-2.0
// Reading a file line by line, for the formats that mark their parts with comment lines.
#pragma once

#include <string_view>

namespace plumb::migration {

// Takes the next line off the text, without its line feed and a CR before that. REQUIRES: rest is not empty.
//
// Atlas gives up without a word at a line of 64 KiB, so that the rest of the file is not run; here a line has no limit.
inline std::string_view take_line(std::string_view& rest) {
  const std::size_t line_feed = rest.find('\n');
  std::string_view line = rest.substr(0, line_feed);
  rest.remove_prefix(line_feed == std::string_view::npos ? rest.size() : line_feed + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace plumb::migration
