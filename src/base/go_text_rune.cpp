// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/go_text.hpp>

namespace plumb {
namespace {

constexpr Rune k_invalid{U'\uFFFD', 1};

[[nodiscard]] bool is_continuation(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

// The smallest rune that needs a sequence of that length: anything below is overlong, and no valid UTF-8.
constexpr char32_t k_smallest[] = {0, 0, 0x80, 0x800, 0x10000};

}  // namespace

Rune decode_rune(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  const int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < static_cast<std::size_t>(length)) return k_invalid;
  char32_t value = first & (0xFF >> (length + 1));
  for (int i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
    if (!is_continuation(byte)) return k_invalid;
    value = value << 6 | (byte & 0x3F);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < k_smallest[length] || value > 0x10FFFF || surrogate) return k_invalid;
  return {value, length};
}

void append_rune(std::string& out, char32_t rune) {
  if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) rune = U'\uFFFD';
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (rune >> shift & 0x3F)); };
  if (rune < 0x80) {
    out += static_cast<char>(rune);
  } else if (rune < 0x800) {
    out += static_cast<char>(0xC0 | rune >> 6);
    tail(0);
  } else if (rune < 0x10000) {
    out += static_cast<char>(0xE0 | rune >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | rune >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_go_space(char32_t rune) {
  switch (rune) {
    case U'\t':
    case U'\n':
    case U'\v':
    case U'\f':
    case U'\r':
    case U' ':
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return true;
    default:
      return rune >= 0x2000 && rune <= 0x200A;
  }
}

std::string_view trim_go_space(std::string_view text) {
  while (!text.empty()) {
    const Rune first = decode_rune(text);
    if (!is_go_space(first.value)) break;
    text.remove_prefix(static_cast<std::size_t>(first.length));
  }
  while (!text.empty()) {
    // Back to the start of the last sequence; a stray continuation byte decodes to U+FFFD, which is no space.
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && is_continuation(static_cast<unsigned char>(text[start]))) --start;
    const Rune last = decode_rune(text.substr(start));
    if (start + static_cast<std::size_t>(last.length) != text.size() || !is_go_space(last.value)) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

}  // namespace plumb
