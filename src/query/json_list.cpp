// SPDX-License-Identifier: Apache-2.0
#include "json_list.hpp"

namespace plumb::query {

void JsonList::add(std::string_view text) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  if (m_text.size() > 1) m_text += ',';
  m_text += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      m_text += '\\';
      m_text += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      m_text += "\\u00";
      m_text += k_digits[static_cast<unsigned char>(c) >> 4U];
      m_text += k_digits[static_cast<unsigned char>(c) & 0xFU];
    } else {
      m_text += c;
    }
  }
  m_text += '"';
}

}  // namespace plumb::query
