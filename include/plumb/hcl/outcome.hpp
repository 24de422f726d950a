// SPDX-License-Identifier: Apache-2.0
// What a function or a conversion gives: a value, or why not. Errors of expressions are values: several are collected,
// and try() looks at them.
#pragma once

#include <string>
#include <variant>

#include <plumb/hcl/value.hpp>

namespace plumb::hcl {

struct Failure {
  std::string message;
  int argument = -1;  // the argument at fault, from 0; -1: the call as a whole
};

using Outcome = std::variant<Value, Failure>;

[[nodiscard]] inline const Failure* failure(const Outcome& outcome) {
  return std::get_if<Failure>(&outcome);
}

}  // namespace plumb::hcl
