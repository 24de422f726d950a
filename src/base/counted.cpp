// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/counted.hpp>

#include <fmt/format.h>

namespace plumb {

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

}  // namespace plumb
