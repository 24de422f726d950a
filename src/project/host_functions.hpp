// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <plumb/hcl/evaluate.hpp>

namespace plumb::project {

// The standard functions and those of a project file: getenv, file, glob, fileset (relative paths start at `folder`)
// and print. `print` must outlive the result.
[[nodiscard]] hcl::FunctionLookup project_functions(std::string folder,
                                                    const std::function<void(std::string_view)>& print);

}  // namespace plumb::project
