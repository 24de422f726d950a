// SPDX-License-Identifier: Apache-2.0
// Which attributes and blocks of a project file have a meaning, and of which type they are (§1.10). What is not in here
// is a variable of the user.
#pragma once

#include <span>
#include <string_view>

#include "evaluated_block.hpp"

namespace plumb::project {

struct BlockShape;

struct FieldShape {
  enum class Kind { text, integer, boolean, texts, map, block };
  std::string_view name;
  Kind kind = Kind::text;
  const BlockShape* block = nullptr;
};

struct BlockShape {
  std::string_view go_type;  // as Atlas's messages name it; "" for those that have no name
  std::span<const FieldShape> fields;
};

[[nodiscard]] const BlockShape& env_shape();
[[nodiscard]] const BlockShape& lint_shape();
[[nodiscard]] const BlockShape& diff_shape();
[[nodiscard]] const BlockShape& test_shape();

// The names of `skip`.
[[nodiscard]] std::span<const FieldShape> skip_fields();

// Throws Error `schemahcl: failed reading spec as *cmdapi.Project: …` for the first attribute of another type. Nothing
// is converted. Of a block that is written twice the first is looked at.
void check_shape(const EvaluatedBlock& block, const BlockShape& shape);

}  // namespace plumb::project
