// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <plumb/hcl/ast.hpp>

namespace plumb::project {

// The top-level blocks that count when an env is asked for: all but the env blocks of others (§1.8). Decided from the
// text alone, before anything is evaluated, so that what is left out can hold no error.
[[nodiscard]] std::vector<const hcl::Block*> blocks_for_env(const hcl::Body& body, const std::string& env);

}  // namespace plumb::project
