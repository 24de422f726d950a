// SPDX-License-Identifier: Apache-2.0
// What ends a statement other than ';': the directive on the first line of a file, and the DELIMITER command of the
// MySQL client (atlas-migrate.md §2.3, §2.5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plumb::sql {

inline constexpr std::string_view k_default_delimiter = ";";

// The argument of `-- atlas:delimiter X`, raw, if the first line of the input is that directive. Blanks at its end and
// a CR belong to it.
[[nodiscard]] std::optional<std::string_view> delimiter_directive(std::string_view input);

// The argument of a DELIMITER command, as text: trimmed, a pair of single quotes removed.
[[nodiscard]] std::string delimiter_argument(std::string_view raw);

// `\n`, `\r` and `\t`, written as two characters, become the characters.
[[nodiscard]] std::string unescape_delimiter(std::string_view text);

}  // namespace plumb::sql
