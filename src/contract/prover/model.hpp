// SPDX-License-Identifier: Apache-2.0
// A predicate made ready to be evaluated in many worlds: names are resolved to slots once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <plumb/contract/prover.hpp>
#include <plumb/sql/expression.hpp>

#include "keys.hpp"
#include "world.hpp"

namespace plumb::contract {

class Model {
 public:
  Model(const sql::Expression& predicate, const ProverOptions& options);

  struct Outcome {
    Truth truth;
    // Something in it raises an error here: then nothing is let through, unless the server need not evaluate it.
    bool raises;
  };
  [[nodiscard]] Outcome evaluate(const World& world) const;

  struct Term {
    std::string sql;
    bool can_be_null;
  };
  [[nodiscard]] const std::vector<Term>& terms() const { return m_terms; }
  [[nodiscard]] const std::vector<std::string>& atoms() const { return m_atoms; }  // as SQL
  [[nodiscard]] bool reads_setting() const { return m_reads_setting; }
  // Any text but the empty one is a tenant then, spelled as it is.
  [[nodiscard]] bool tenants_are_texts() const { return m_tenants_are_texts; }

 private:
  enum class Op {
    // truth
    always,  // value: a Truth
    atom,    // slot
    conjunction,
    disjunction,
    negation,
    is_truth,      // value: the Truth to be compared with
    is_not_truth,  // likewise
    equal,
    distinct,
    is_null,
    same_truth,   // = of booleans
    first_known,  // COALESCE of booleans
    choice,       // CASE of booleans
    // values
    row,
    session,
    setting,  // slot: 1 if it raises an error where it is not set
    as_uuid,  // of a text that came from the setting
    literal,  // value
    term,     // slot
    nullif,
    first_not_null,
    value_choice,
  };
  struct Node {
    Op op;
    int slot = 0;
    std::vector<int> parts;
  };
  class Evaluation;

  int add(Op op, std::vector<int> parts = {}, int slot = 0);
  int always(Truth truth) { return add(Op::always, {}, static_cast<int>(truth)); }
  int add_atom(const sql::Expression& expression);
  int add_term(const sql::Expression& expression, bool can_be_null);

  int read_truth(const sql::Expression& expression);
  int read_truths(Op op, const sql::Expression& expression);
  int read_comparison(const sql::Expression& expression);
  int read_distinct(const sql::Expression& expression);
  int read_elements(const sql::Expression& expression);
  int read_null_test(const sql::Expression& expression);
  int read_constant_truth(const sql::Expression& expression);

  int read_value(const sql::Expression& expression);
  int read_values(Op op, const sql::Expression& expression);
  int read_cast_value(const sql::Expression& expression);

  [[nodiscard]] bool is_steady(const sql::Expression& expression) const;

  const ProverOptions& m_options;
  Keys m_keys;
  std::vector<Node> m_nodes;
  std::vector<Term> m_terms;
  std::vector<std::string> m_atoms;
  std::map<std::string, int, std::less<>> m_term_slots;
  std::map<std::string, int, std::less<>> m_atom_slots;
  bool m_tenants_are_texts;
  bool m_reads_setting = false;
  int m_root = 0;
};

}  // namespace plumb::contract
