// SPDX-License-Identifier: Apache-2.0
// Predicates as people might write them into a policy, and worse.
#pragma once

#include <random>
#include <string>

namespace plumb::test {

// Over the columns tenant_id, owner_id (uuid), label (text), amount (integer), open (boolean) of one table.
class RandomPredicate {
 public:
  explicit RandomPredicate(std::uint32_t seed) : m_random(seed) {}

  [[nodiscard]] std::string next() { return truth(3); }

 private:
  std::string truth(int depth);
  std::string leaf();
  std::string uuid(int depth);
  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }

  std::mt19937 m_random;
};

}  // namespace plumb::test
