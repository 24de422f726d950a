// SPDX-License-Identifier: Apache-2.0
// Goes through all the worlds that a predicate can tell apart.
#pragma once

#include <optional>

#include "model.hpp"
#include "world.hpp"

namespace plumb::contract {

struct Search {
  bool complete = false;         // false: too many parts are not understood, nothing is known
  std::optional<World> hole;     // not a match, and TRUE whatever terms and atoms are
  std::optional<World> opening;  // not a match, and TRUE for these terms and atoms
  bool exact = true;             // TRUE in every world that is a match
  bool satisfiable = false;      // TRUE in some world
};

[[nodiscard]] Search search_worlds(const Model& model);

}  // namespace plumb::contract
