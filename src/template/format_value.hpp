// SPDX-License-Identifier: Apache-2.0
// One verb on one value.
#pragma once

#include <optional>
#include <string>

#include <plumb/template/value.hpp>

namespace plumb::tmpl {

struct Verb {
  char32_t letter = U'v';
  bool sharp = false;
  bool zero = false;
  bool plus = false;
  bool minus = false;
  bool space = false;
  bool go_syntax = false;    // %#v
  bool field_names = false;  // %+v
  std::optional<int> width;
  std::optional<int> precision;
};

[[nodiscard]] std::string format_value(const Value& value, const Verb& verb);

}  // namespace plumb::tmpl
