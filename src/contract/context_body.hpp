// SPDX-License-Identifier: Apache-2.0
// Whether the context function does what every proof about policies takes for granted.
#pragma once

#include <plumb/contract/judge.hpp>

namespace plumb::contract {

// The algorithm of CTX103: a row for each function with the context function's name whose body is another expression
// than the blueprint's, or than one of the knob `bodies`. Bodies are compared as trees, so that case, blanks, comments
// and brackets do not count, nor do casts to text and pg_catalog in front of names.
[[nodiscard]] Measured judge_context_body(const Subject& subject, const Rule& rule);

}  // namespace plumb::contract
