// SPDX-License-Identifier: Apache-2.0
// Which objects a Catalog holds. Both sides of a comparison are read with the same scope.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/catalog/kind.hpp>

namespace plumb::catalog {

struct Scope {
  enum class Reach {
    whole,   // the object and everything below it
    itself,  // the object alone: what is in the schema stays
  };
  struct Exclusion {
    std::string kind;
    std::vector<std::string> identity;
    Reach reach = Reach::whole;
  };

  std::vector<std::string> schemas;  // only these and what is in them; empty: all
  std::vector<Exclusion> exclusions;

  [[nodiscard]] bool contains(const Kind& kind, std::span<const std::string_view> identity) const;
};

}  // namespace plumb::catalog
