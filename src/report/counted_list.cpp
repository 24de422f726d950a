// SPDX-License-Identifier: Apache-2.0
#include "counted_list.hpp"

#include <vector>

#include <fmt/format.h>

#include <plumb/base/counted.hpp>

namespace plumb::report {

std::string counted_list(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) {
    if (count > 0) parts.push_back(counted(count, kind));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace plumb::report
