// SPDX-License-Identifier: Apache-2.0
// Literals of Go as templates write them.
#pragma once

#include <string>
#include <string_view>

#include "syntax.hpp"

namespace plumb::tmpl {

// "a\n" or `a`, with its quotes. Throws Error "invalid syntax".
[[nodiscard]] std::string unquote(std::string_view literal);

// 12, 0x1F, 1_000, 1.5e3, 'x'. Throws Error `illegal number syntax: "08"`, `integer overflow: "…"`.
[[nodiscard]] NumberWord parse_number(std::string_view literal);
[[nodiscard]] NumberWord parse_character(std::string_view literal);

}  // namespace plumb::tmpl
