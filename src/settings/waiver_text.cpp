// SPDX-License-Identifier: Apache-2.0
#include "waiver_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace plumb::settings {
namespace {

// What can stand without quotes: it begins with a letter, and nothing in it means something to YAML.
bool is_plain(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_fit = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || std::string_view(" _./()-+*").find(c) != std::string_view::npos;
  };
  static constexpr std::string_view k_words[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
  if (text.empty() || !is_letter(text.front()) || text.back() == ' ') return false;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::all_of(text.begin(), text.end(), is_fit) && std::ranges::find(k_words, lower) == std::end(k_words);
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

bool is_same(const Waiver& left, const Waiver& right) {
  return left.rule == right.rule && left.object == right.object && left.reason == right.reason &&
         left.owner == right.owner && left.until == right.until && left.fingerprint == right.fingerprint;
}

}  // namespace plumb::settings
