// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>

#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/outcome.hpp>

namespace plumb::hcl {

// One verb of a format text: "%-5.2f".
struct FormatVerb {
  std::string_view raw;
  std::size_t offset = 0;    // in the format text
  std::size_t argument = 1;  // which argument, from 1
  char mode = 'v';
  bool zero = false;
  bool sharp = false;
  bool plus = false;
  bool minus = false;
  bool space = false;
  int width = -1;      // -1: none
  int precision = -1;  // -1: none
};

using Formatted = std::variant<std::string, Failure>;

// An argument as the verb wants it.
[[nodiscard]] Formatted format_argument(const FormatVerb& verb, Arguments arguments);

// A whole format text with its arguments; the argument of a Failure counts the format text as 0.
[[nodiscard]] Formatted format_text(std::string_view format, Arguments arguments);

}  // namespace plumb::hcl
