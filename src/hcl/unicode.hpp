// SPDX-License-Identifier: Apache-2.0
// What the language needs of Unicode.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plumb::hcl {

// The text in normal form C; bytes that are not UTF-8 stay as they are.
[[nodiscard]] std::string normal_form_c(std::string_view text);

// Bytes of the first grapheme cluster. REQUIRES: !text.empty().
[[nodiscard]] std::size_t cluster_length(std::string_view text);
[[nodiscard]] std::size_t count_clusters(std::string_view text);

// Characters of identifiers (UAX 31), of a text in UTF-8. The length of the one that the text begins with, 0 if there
// is none.
[[nodiscard]] std::size_t identifier_start(std::string_view text);
[[nodiscard]] std::size_t identifier_continue(std::string_view text);

// Letter by letter, as Go's strings.ToUpper: "ß" has no capital of its own and stays.
[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
// Capitalises the first letter of each word, as Go's strings.Title.
[[nodiscard]] std::string to_title(std::string_view text);

}  // namespace plumb::hcl
