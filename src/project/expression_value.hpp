// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/source.hpp>

namespace plumb::project {

// The value of an expression of a file; its errors are thrown.
[[nodiscard]] inline hcl::Value value_of(const hcl::Expression& expression, const hcl::Scope& scope,
                                         const hcl::Source& source) {
  hcl::Evaluation result = hcl::evaluate(expression, scope, source.name);
  if (!result.ok()) throw hcl::to_error(result.diagnostics, source);
  return std::move(result.value);
}

}  // namespace plumb::project
