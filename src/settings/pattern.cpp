// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <plumb/settings/settings.hpp>

namespace plumb::settings {
namespace {

constexpr std::size_t k_longest_name = 63;  // NAMEDATALEN - 1

void replace_all(std::string& text, std::string_view word, std::string_view value) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size())) {
    text.replace(at, word.size(), value);
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace

std::string fill_pattern(std::string_view pattern, std::string_view table, std::string_view command) {
  std::string out(pattern);
  replace_all(out, "{command}", lower(command));
  replace_all(out, "{table}", table);
  if (out.size() <= k_longest_name) return out;
  std::size_t end = k_longest_name;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end);
}

}  // namespace plumb::settings
