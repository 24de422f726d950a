// SPDX-License-Identifier: Apache-2.0
// Predicates as people might write them into a policy, and worse.
#pragma once

#include <random>
#include <string>

namespace plumb::test {

enum class Tenants { uuids, texts };

// Over the columns of one of the two tables of truth_table.sql.
class RandomPredicate {
 public:
  RandomPredicate(std::uint32_t seed, Tenants tenants) : m_tenants(tenants), m_random(seed) {}

  [[nodiscard]] std::string next() { return truth(1 + pick(3)); }
  // 0 to count - 1.
  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }

 private:
  std::string truth(int depth);
  std::string leaf();
  std::string comparison();
  std::string oddity();
  std::string query();
  std::string tenant(int depth);
  std::string plain_tenant();
  std::string made_tenant(int depth);
  std::string text();
  std::string number();

  [[nodiscard]] const char* type() const { return m_tenants == Tenants::uuids ? "uuid" : "text"; }
  [[nodiscard]] std::string context() const;

  Tenants m_tenants;
  std::mt19937 m_random;
};

}  // namespace plumb::test
