// SPDX-License-Identifier: Apache-2.0
// A text that may hold a password: a database URL. It has no formatter and no conversion, so that logging one does not
// compile (tests/unit/base/secret_test.cpp proves it). redacted() is the only way to text for people; reveal() is for
// the library that connects, and is easy to grep for.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace plumb {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : m_text(std::move(text)) {}

  [[nodiscard]] bool empty() const { return m_text.empty(); }
  // The text itself. Only for handing it to what needs it: never for output, an error or a file.
  [[nodiscard]] const std::string& reveal() const { return m_text; }
  // The text with the password of its URL replaced by "xxxxx" (also ?password=…). A text that does not parse as a URL
  // becomes "<redacted>": better nothing than half a password.
  [[nodiscard]] std::string redacted() const;

  [[nodiscard]] bool operator==(const Secret&) const = default;

 private:
  std::string m_text;
};

}  // namespace plumb
