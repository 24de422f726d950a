// SPDX-License-Identifier: Apache-2.0
// How the two values of an attribute are put beside each other for people.
#pragma once

#include <string>
#include <vector>

#include <plumb/finding/finding.hpp>
#include <plumb/report/style.hpp>

namespace plumb::report {

// Lines without line feed and without indentation: "row_security  expected yes", "              actual   no" for short
// values; for sets what is missing (-) and what is too much (+); for long or several-line ones the lines that differ,
// with a little of what is around them. `width`: of the column of names.
[[nodiscard]] std::vector<std::string> attribute_lines(const finding::AttributeDifference& difference,
                                                       std::size_t width, const Style& style);

}  // namespace plumb::report
