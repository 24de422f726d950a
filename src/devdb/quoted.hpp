// SPDX-License-Identifier: Apache-2.0
// Quoting for SQL: devdb does not see sql's.
#pragma once

#include <string>
#include <string_view>

namespace plumb::devdb {

// As an identifier.
[[nodiscard]] inline std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

// As a literal, whatever standard_conforming_strings says.
[[nodiscard]] inline std::string literal(std::string_view text) {
  std::string out = "E'";
  for (const char c : text) out += c == '\'' || c == '\\' ? std::string(2, c) : std::string(1, c);
  return out + "'";
}

}  // namespace plumb::devdb
