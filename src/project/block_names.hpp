// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <plumb/hcl/evaluate.hpp>

namespace plumb::project {

// Blocks as values that expressions can refer to, as type.label.attribute, one entry for each type: the attributes are
// those that are constants, others are null. Blocks without a label count 0, 1 … Nested ones are in there, two levels
// deep.
[[nodiscard]] std::vector<std::pair<std::string, hcl::Value>> block_names(const std::vector<const hcl::Block*>& blocks);

// The attribute by which an object is known to be a whole block.
inline constexpr std::string_view k_reference = "__ref";

// Whether a value is a whole block, or an object with one somewhere inside.
[[nodiscard]] bool holds_block(const hcl::Value& value);

}  // namespace plumb::project
