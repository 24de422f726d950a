// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/revision.hpp>

#include <fmt/format.h>

namespace plumb::apply {

std::string type_text(std::int64_t type) {
  switch (type) {
    case k_type_baseline:
      return "baseline";
    case k_type_executed:
      return "applied";
    case k_type_resolved:
      return "manually set";
    case k_type_executed | k_type_resolved:
      return "applied + manually set";
    default:
      return fmt::format("unknown ({:04b})", type);
  }
}

}  // namespace plumb::apply
