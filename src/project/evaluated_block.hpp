// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <plumb/hcl/value.hpp>

namespace plumb::project {

// A block with its values. Attributes that are null are not there; lists of one type are lists, not tuples.
struct EvaluatedBlock {
  std::string type;
  std::vector<std::string> labels;
  std::vector<std::pair<std::string, hcl::Value>> attributes;
  std::vector<EvaluatedBlock> blocks;

  // Null if there is none; the first one of several blocks.
  [[nodiscard]] const hcl::Value* attribute(std::string_view name) const;
  [[nodiscard]] const EvaluatedBlock* block(std::string_view name) const;
};

// As one value: attributes, and blocks under their type (a tuple of them if the type is repeated); labels under
// "$labels".
[[nodiscard]] hcl::Value to_value(const EvaluatedBlock& block);

}  // namespace plumb::project
