// SPDX-License-Identifier: Apache-2.0
#include "statement_excerpt.hpp"

#include <fmt/format.h>

#include <plumb/base/excerpt.hpp>

#include "printable.hpp"

namespace plumb::report {

std::string statement_excerpt(const Error& error, const Style& style) {
  const auto& span = error.span();
  std::string place;
  if (span && !span->file.empty()) place = span->file + ":";
  if (span && span->line > 0) place += fmt::format("{}:", span->line);
  if (span && span->column > 0) place += fmt::format("{}:", span->column);
  std::string out = fmt::format("{}{}{}\n", style.bold(printable_line(place)), place.empty() ? "" : " ",
                                style.red(printable_line(error.message())));
  out += printable(excerpt(error));
  if (!error.hint().empty()) out += "HINT: " + printable_line(error.hint()) + "\n";
  return out;
}

}  // namespace plumb::report
