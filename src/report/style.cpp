// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/report/style.hpp>

namespace plumb::report {

std::string Style::paint(std::string_view begin, std::string_view end, std::string_view text) const {
  if (!coloured()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[{}m", begin, text, end);
}

}  // namespace plumb::report
