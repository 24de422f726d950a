// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/contract/rule.hpp>

namespace plumb::contract {

// Reads one file. Adds to `problems` what is wrong with it; the rule is then of no use.
[[nodiscard]] Rule parse_rule(const Rules::File& file, Origin origin, std::vector<Error>& problems);

}  // namespace plumb::contract
