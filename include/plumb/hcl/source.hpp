// SPDX-License-Identifier: Apache-2.0
// Places in a project file, and what is wrong there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/error.hpp>

namespace plumb::hcl {

// Lines and columns count from 1. A column is one grapheme cluster: what a person calls a character (a tab is one).
struct Position {
  int line = 1;
  int column = 1;
  std::size_t byte = 0;  // offset in the file

  [[nodiscard]] bool operator==(const Position&) const = default;
};

// From start up to, not including, end.
struct Range {
  Position start;
  Position end;

  [[nodiscard]] bool operator==(const Range&) const = default;
};

// From the start of the first to the end of the last.
[[nodiscard]] Range between(const Range& first, const Range& last);

// "atlas.hcl:2,7-12", or "atlas.hcl:2,7-4,1" over several lines.
[[nodiscard]] std::string describe(const Range& range, std::string_view file);

// A file as it was read.
struct Source {
  std::string name;  // as messages name it
  std::string text;
};

// One thing that is wrong, in HCL's words: "Unknown variable", `There is no variable named "x".`.
struct Diagnostic {
  Range subject;
  std::string summary;
  std::string detail;
};

using Diagnostics = std::vector<Diagnostic>;

// The first of them, as Atlas prints it: "file:2,7-11: Summary; Detail", and ", and N other diagnostic(s)" for the
// rest. REQUIRES: !diagnostics.empty().
[[nodiscard]] std::string message(const Diagnostics& diagnostics, std::string_view file);

// The same as an error that knows its line. The message carries the position already, so whoever prints it shows only
// the line and the caret of the span.
[[nodiscard]] Error to_error(const Diagnostics& diagnostics, const Source& source);

}  // namespace plumb::hcl
