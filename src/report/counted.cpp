// SPDX-License-Identifier: Apache-2.0
#include "counted.hpp"

#include <vector>

#include <fmt/format.h>

namespace plumb::report {

std::string counted(std::size_t count, std::string noun) {
  if (count != 1) {
    if (noun.ends_with('y')) {
      noun.replace(noun.size() - 1, 1, "ies");
    } else {
      noun += noun.ends_with('x') || noun.ends_with('s') || noun.ends_with("ch") ? "es" : "s";
    }
  }
  return fmt::format("{} {}", count, noun);
}

std::string counted_list(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) {
    if (count > 0) parts.push_back(counted(count, kind));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace plumb::report
