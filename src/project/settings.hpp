// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/project/environment.hpp>

#include "evaluated_block.hpp"

namespace plumb::project {

// The settings of an evaluated env; `defaults` has the policies of the file. Throws Error for a `src` that is neither a
// text nor a list of texts. REQUIRES: check_shape passed.
[[nodiscard]] Environment read_environment(const EvaluatedBlock& env, std::string name, const Project& defaults);

// The top-level policies. REQUIRES: check_shape passed.
[[nodiscard]] DiffPolicy read_diff_policy(const EvaluatedBlock& diff);
[[nodiscard]] LintPolicy read_lint_policy(const EvaluatedBlock& lint);

}  // namespace plumb::project
