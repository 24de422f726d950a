// SPDX-License-Identifier: Apache-2.0
// Percent-encoding, by the part of a URL: each part has its own set of characters that stand for themselves.
#pragma once

#include <string>
#include <string_view>

namespace plumb {

enum class UrlPart { path, host, zone, user_info, query, fragment };

[[nodiscard]] std::string url_escape(std::string_view text, UrlPart part);

// Throws Error: `invalid URL escape "%zz"`, `invalid character " " in host name`.
[[nodiscard]] std::string url_unescape(std::string_view text, UrlPart part);

// Whether `text` could have been written by a browser or a person as this part: more than url_escape() would leave
// alone.
[[nodiscard]] bool is_url_encoded(std::string_view text, UrlPart part);

}  // namespace plumb
