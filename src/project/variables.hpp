// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/source.hpp>

namespace plumb::project {

// The object `var`: the `variable` blocks of a file with their values from --var, else from their defaults. Throws
// Error for a block that is wrong, a required variable without a value, and a value of the wrong type (§1.4).
[[nodiscard]] hcl::Value evaluate_variables(const hcl::Body& body, const hcl::Scope& scope, const hcl::Source& source,
                                            const std::vector<std::pair<std::string, std::string>>& given);

}  // namespace plumb::project
