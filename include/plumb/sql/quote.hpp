// SPDX-License-Identifier: Apache-2.0
// Quoting of identifiers and literals, as the server's quote_ident and quote_literal do it.
#pragma once

#include <string>
#include <string_view>

namespace plumb::sql {

// Always with double quotes, inner ones doubled.
[[nodiscard]] std::string quote_identifier(std::string_view name);
// Without quotes where the server would print none (lower-case, no keyword), else as quote_identifier.
[[nodiscard]] std::string quote_identifier_if_needed(std::string_view name);
// "A ""b""" → A "b"; what is not in quotes stays as it is.
[[nodiscard]] std::string unquote_identifier(std::string_view name);
// '…' with quotes doubled; E'…' where there is a backslash.
[[nodiscard]] std::string quote_literal(std::string_view text);

}  // namespace plumb::sql
