// SPDX-License-Identifier: Apache-2.0
// Which expressions of a predicate are compared with a tenant, directly or by way of others. Only of these is equality
// understood: = of other types is left alone, because not all of them have an equality that is one.
#pragma once

#include <set>
#include <string>

#include <plumb/contract/prover.hpp>
#include <plumb/sql/expression.hpp>

namespace plumb::contract {

class Keys {
 public:
  Keys(const sql::Expression& predicate, const ProverOptions& options);

  // Whether its value is a tenant, or is compared with one.
  [[nodiscard]] bool contain(const sql::Expression& expression) const;

  [[nodiscard]] bool is_row(const sql::Expression& expression) const;
  [[nodiscard]] bool is_session(const sql::Expression& expression) const;
  [[nodiscard]] bool is_setting(const sql::Expression& expression) const;
  // A cast that keeps the value: to text of what is compared with a tenant, to uuid of what is one already. A text that
  // is cast to uuid may spell a tenant in another way, and is a value of its own.
  [[nodiscard]] bool is_plain_cast(const sql::Expression& expression) const;

 private:
  [[nodiscard]] bool is_tenant(const sql::Expression& expression) const;
  bool visit(const sql::Expression& expression);
  bool join(const sql::Expression& left, const sql::Expression& right);
  bool mark(const sql::Expression& expression);

  const ProverOptions& m_options;
  std::set<std::string, std::less<>> m_marked;  // identities
};

}  // namespace plumb::contract
