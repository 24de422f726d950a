// SPDX-License-Identifier: Apache-2.0
// What looks as if it could be read part by part, and must not be.
#pragma once

#include <plumb/contract/prover.hpp>
#include <plumb/sql/expression.hpp>

namespace plumb::contract {

// With such parts as `other`: a SELECT that may come to another number of rows than one, which is NULL or an error
// then, whatever stands in it; and where somebody has made an = of the server's types, what is printed without saying
// which = it means.
[[nodiscard]] sql::Expression with_opaque_parts(sql::Expression expression, const ProverOptions& options);

}  // namespace plumb::contract
