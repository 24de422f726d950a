// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/source.hpp>

#include "data_source.hpp"

namespace plumb::project {

// Evaluates all locals, and the data sources that they or the given blocks and attributes need, each once and after
// what it refers to; sets `local` and `data` in the scope, as far as there are any (§1.3). Throws Error for a cycle, an
// unknown kind of data source, and whatever goes wrong in one.
void evaluate_references(const hcl::Body& body, const std::vector<const hcl::Block*>& blocks, hcl::Scope& scope,
                         const DataContext& context);

}  // namespace plumb::project
