// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/hcl/value.hpp>

namespace plumb::project {

// A value the way Atlas shows the element at which a for_each failed: Go's %q of go-cty's own structures, {{{{} 'S'}}
// "a"}. Copied because scripts compare such messages.
[[nodiscard]] std::string element_dump(const hcl::Value& value);

}  // namespace plumb::project
