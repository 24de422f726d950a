// SPDX-License-Identifier: Apache-2.0
// The functions of the language that need nothing but their arguments (atlas-project.md §1.12). What touches the file
// system or the environment is added by whoever evaluates.
#pragma once

#include <optional>
#include <string_view>

#include <plumb/hcl/evaluate.hpp>

namespace plumb::hcl {

// Nothing for an unknown name.
[[nodiscard]] std::optional<Function> standard_function(std::string_view name);

}  // namespace plumb::hcl
