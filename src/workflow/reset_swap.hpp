// SPDX-License-Identifier: Apache-2.0
// Putting a database in the place of another.
#pragma once

#include <string>

#include "reset_target.hpp"

namespace plumb::workflow {

enum class Swapped {
  yes,
  gone,  // the replacement is not there any more
};

// In one transaction: the old database, if there is one, gets a name that says that it may be dropped; the replacement
// gets its name, and takes connections. Sessions of the old one are terminated, those that connect anew meanwhile, too
// (pools do). Throws where that takes too long or the role may not.
[[nodiscard]] Swapped swap_in(const ResetTarget& target, ResetFacts facts, const std::string& replacement,
                              const Runtime& runtime);

}  // namespace plumb::workflow
