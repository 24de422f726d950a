// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plumb::query {

// Texts as a JSON array, as the kinds write lists.
class JsonList {
 public:
  void add(std::string_view text);
  [[nodiscard]] std::string take() { return std::move(m_text) + "]"; }

 private:
  std::string m_text = "[";
};

}  // namespace plumb::query
