// SPDX-License-Identifier: Apache-2.0
// Go's fmt package, for the values of templates.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <plumb/template/value.hpp>

namespace plumb::tmpl {

// %v: how {{ . }} prints a value. nil is "<nil>".
[[nodiscard]] std::string format_default(const Value& value);

// fmt.Sprint: a blank between two operands that are both no strings. fmt.Sprintln: a blank between all, and a line
// feed.
[[nodiscard]] std::string sprint(std::span<const Value> values);
[[nodiscard]] std::string sprintln(std::span<const Value> values);

// fmt.Sprintf. What does not fit is told in the result, as Go does: "%!d(string=x)", "%!s(MISSING)", "%!(EXTRA int=1)".
[[nodiscard]] std::string sprintf(std::string_view format, std::span<const Value> values);

// A float as %v has it: the shortest text that reads back, with an exponent from 1e+06 on and below 1e-04.
[[nodiscard]] std::string format_float(double value);

}  // namespace plumb::tmpl
