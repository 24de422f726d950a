// SPDX-License-Identifier: Apache-2.0
// Letters beyond ASCII, as the C library's table of Unicode has them: close enough to Go's for names and for upper().
#pragma once

#include <string>
#include <string_view>

namespace plumb::tmpl {

// What a name in a template may be made of: letters, digits, "_".
[[nodiscard]] bool is_word_rune(char32_t rune);

[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);

}  // namespace plumb::tmpl
