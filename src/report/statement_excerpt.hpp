// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/base/error.hpp>
#include <plumb/report/style.hpp>

namespace plumb::report {

// An error in a file for people: "file:line:column: message", the lines of the statement up to the one in question with
// their numbers, a caret, the hint. Without a place: message and hint. Ends in a line feed.
[[nodiscard]] std::string statement_excerpt(const Error& error, const Style& style);

}  // namespace plumb::report
