// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/base/error.hpp>

namespace plumb {

// The lines of a statement that failed up to the one in question, with their numbers, and a caret: "  3 | CREATE TABLE
// …". At most a few above it. "" where the line is not known. Ends in a line feed.
[[nodiscard]] std::string excerpt(const Error& error);

}  // namespace plumb
