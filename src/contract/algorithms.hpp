// SPDX-License-Identifier: Apache-2.0
// Rules that no SELECT can decide. Such a rule has a file with a header as any other, "algorithm: name" in it and no
// SQL; the name stands in the table of algorithms.cpp, with the function that returns the rows.
#pragma once

#include <string_view>

#include <plumb/contract/judge.hpp>

namespace plumb::contract {

using Algorithm = Measured (*)(const Subject& subject, const Rule& rule);

// Null if there is none of that name.
[[nodiscard]] Algorithm find_algorithm(std::string_view name);

}  // namespace plumb::contract
