// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/suggestion.hpp>

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb::hcl {
namespace {

std::u32string runes(std::string_view text) {
  std::u32string out;
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    out += rune.value;
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out;
}

std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates) {
  const std::u32string wanted = runes(name);
  std::size_t best = 3;
  std::string_view found;
  for (const std::string_view candidate : candidates) {
    const std::size_t edits = distance(wanted, runes(candidate));
    if (edits < best) {
      best = edits;
      found = candidate;
    }
  }
  return found.empty() ? std::string() : " Did you mean " + go_quote(found) + "?";
}

}  // namespace plumb::hcl
