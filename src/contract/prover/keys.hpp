// SPDX-License-Identifier: Apache-2.0
// Which expressions of a predicate are compared with a tenant, directly or by way of others. Only of these is equality
// understood: = of other types is left alone, because not all of them have an equality that is one.
#pragma once

#include <set>
#include <string>

#include <plumb/contract/prover.hpp>
#include <plumb/sql/expression.hpp>

namespace plumb::contract {

// A call of the context function.
[[nodiscard]] bool is_session(const sql::Expression& expression, const ProverOptions& options);
// A call of current_setting for the setting that names the tenant.
[[nodiscard]] bool is_setting(const sql::Expression& expression, const ProverOptions& options);

class Keys {
 public:
  Keys(const sql::Expression& predicate, const ProverOptions& options);

  // Whether its value is a tenant, or is compared with one.
  [[nodiscard]] bool contain(const sql::Expression& expression) const;

  [[nodiscard]] bool is_row(const sql::Expression& expression) const;
  [[nodiscard]] bool is_session(const sql::Expression& expression) const {
    return contract::is_session(expression, m_options);
  }
  [[nodiscard]] bool is_setting(const sql::Expression& expression) const {
    return contract::is_setting(expression, m_options);
  }
  // Whether it is a setting that raises an error where it is not set.
  [[nodiscard]] static bool raises_if_not_set(const sql::Expression& setting);
  // A cast of a tenant that keeps what it is: to text, or to uuid where tenants are. Of anything else equal values may
  // have different texts (1.0 and 1.00), and texts that differ may spell the same UUID: its cast is a value of its own.
  [[nodiscard]] bool is_plain_cast(const sql::Expression& expression) const;
  // Whether it cannot be an array. What is known of one element of ARRAY[…] is known of all.
  [[nodiscard]] bool is_scalar(const sql::Expression& expression) const;

 private:
  [[nodiscard]] bool is_tenant(const sql::Expression& expression) const;
  bool visit(const sql::Expression& expression);
  bool join(const sql::Expression& left, const sql::Expression& right);
  bool mark(const sql::Expression& expression);

  const ProverOptions& m_options;
  std::set<std::string, std::less<>> m_marked;  // identities
};

}  // namespace plumb::contract
