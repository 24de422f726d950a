// SPDX-License-Identifier: Apache-2.0
// Random inputs that can be had again: the seed of a case is PLUMB_SEED (or one of the day) mixed with the name of the
// case, so that a case repeats alone. seed() is to be put into an INFO.
#pragma once

#include <cstdlib>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace laws {

class RandomSource {
 public:
  explicit RandomSource(std::string_view case_name) {
    const char* given = std::getenv("PLUMB_SEED");
    m_seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    m_engine.seed(m_seed ^ std::hash<std::string_view>{}(case_name));
  }

  [[nodiscard]] std::string seed() const { return "PLUMB_SEED=" + std::to_string(m_seed); }

  // 0 <= result < limit. REQUIRES: limit > 0.
  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_engine); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  template <typename T>
  const T& pick(std::span<const T> from) {
    return from[below(from.size())];
  }

  // Up to `most` of the pieces, one after the other.
  std::string soup(std::span<const std::string_view> pieces, std::size_t most) {
    std::string out;
    for (std::size_t n = below(most + 1); n > 0; --n) out += pick(pieces);
    return out;
  }

 private:
  unsigned long long m_seed = 0;
  std::mt19937_64 m_engine;
};

}  // namespace laws
