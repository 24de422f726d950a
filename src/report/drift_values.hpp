// SPDX-License-Identifier: Apache-2.0
// How the two values of an attribute are put beside each other for people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/finding/finding.hpp>

#include "line_diff.hpp"

namespace plumb::report {

struct ValueLines {
  enum class Shape {
    beside,  // two short values: expected and actual have each a line
    below,   // a difference, line by line: of a set its elements, of a text its lines or clauses
  };
  Shape shape = Shape::beside;
  std::string expected;         // of beside
  std::string actual;           // of beside
  std::vector<DiffLine> lines;  // of below
};

// Of a set (a JSON array) what is missing and what is too much, privileges of one grantee on one line; of a long or
// several-line value a unified diff, expressions of one line that are wider than `width` clause by clause.
[[nodiscard]] ValueLines value_lines(const finding::AttributeDifference& difference, std::size_t width);

}  // namespace plumb::report
