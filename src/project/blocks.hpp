// SPDX-License-Identifier: Apache-2.0
// Blocks and attributes with their values, by the rules of project files: words that only some attributes know, nulls
// that count as not written, lists of one type.
#pragma once

#include <string>
#include <vector>

#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/source.hpp>

#include "evaluated_block.hpp"

namespace plumb::project {

// The attributes of the file itself, then its blocks, each with the names of its own nested blocks. Errors are thrown.
[[nodiscard]] EvaluatedBlock evaluate_top_block(const hcl::Block& block, const hcl::Scope& scope,
                                                const hcl::Source& source);
void evaluate_top_attributes(const hcl::Body& body, const hcl::Scope& scope, const hcl::Source& source);

// One copy of a block for each element of its `for_each` (§1.9).
[[nodiscard]] std::vector<EvaluatedBlock> evaluate_for_each(const hcl::Block& block, const hcl::Scope& scope,
                                                            const hcl::Source& source);

}  // namespace plumb::project
