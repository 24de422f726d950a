// SPDX-License-Identifier: Apache-2.0
// From text to tree.
#pragma once

#include <plumb/hcl/ast.hpp>
#include <plumb/hcl/source.hpp>

namespace plumb::hcl {

struct ParseResult {
  Body body;  // incomplete if there are diagnostics
  Diagnostics diagnostics;
};

// Parses a whole file. All mistakes are found, in HCL's words and order; after one the parser skips to where it can go
// on. Throws Error only for an expression that is nested absurdly deep.
[[nodiscard]] ParseResult parse(const Source& source);

}  // namespace plumb::hcl
