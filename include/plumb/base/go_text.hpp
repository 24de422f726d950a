// SPDX-License-Identifier: Apache-2.0
// Texts in the form the Go language gives them: Atlas prints and reads these, so plumb must, byte for byte.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace plumb {

// Go's %q: double quotes, \n \t \" \\ \a \b \f \v \r, \x## for bytes that are not UTF-8 and other control characters,
// \u#### and \U######## for what is not printable.
[[nodiscard]] std::string go_quote(std::string_view text);

// Go's time.Duration.String(): "0s", "950ns", "12.345µs", "5.412737ms", "1m2.5s".
[[nodiscard]] std::string format_go_duration(std::chrono::nanoseconds duration);

// Go's time.ParseDuration: "300ms", "1.5h", "1m30s", "-1s", "0". Throws Error with Go's text,
// `time: invalid duration "abc"` or `time: missing unit in duration "5"`.
[[nodiscard]] std::chrono::nanoseconds parse_go_duration(std::string_view text);

// Go's strconv.ParseBool: 1 t T TRUE true True, 0 f F FALSE false False; nothing for any other text.
[[nodiscard]] std::optional<bool> parse_go_bool(std::string_view text);

// A text as Go's encoding/json writes it, with the quotes: < > & as \u003c \u003e \u0026, U+2028/9 escaped, bytes that
// are not UTF-8 as \ufffd each.
[[nodiscard]] std::string go_json_string(std::string_view text);

// White space as Go's unicode.IsSpace has it (also NBSP, NEL, U+2000–200A, U+2028/9, U+3000 …).
[[nodiscard]] bool is_go_space(char32_t rune);
[[nodiscard]] std::string_view trim_go_space(std::string_view text);

// The first rune of a text and its length in bytes; a byte that starts no valid sequence is U+FFFD of length 1, as in
// Go. REQUIRES: text is not empty.
struct Rune {
  char32_t value;
  int length;
};
[[nodiscard]] Rune decode_rune(std::string_view text);
void append_rune(std::string& out, char32_t rune);

}  // namespace plumb
