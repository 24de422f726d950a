// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/workflow/blueprint.hpp>

namespace plumb::cli {

// What the private server said, for people.
[[nodiscard]] std::string proof_text(const workflow::ModuleProof& proof);

}  // namespace plumb::cli
