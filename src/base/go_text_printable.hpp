// SPDX-License-Identifier: Apache-2.0
// Which runes Go prints as they are (unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII
// blank).
#pragma once

namespace plumb {

[[nodiscard]] bool is_go_printable(char32_t rune);

}  // namespace plumb
