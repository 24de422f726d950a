// SPDX-License-Identifier: Apache-2.0
#include "worlds.hpp"

#include <algorithm>

namespace plumb::contract {
namespace {

// Assignments of terms and atoms in one situation; some 0.1 s in all at most.
constexpr std::size_t k_most_assignments = 50'000;

// What is outside of the predicate: the row, and what the session has set.
std::vector<World> situations(bool reads_setting) {
  std::vector<World> out;
  for (const Value row : {k_other_tenant, k_session_tenant, k_null}) {
    for (const Value session : {k_session_tenant, k_null}) {
      std::vector<Value> settings = {session};
      if (reads_setting) {
        settings = session == k_null ? std::vector<Value>{k_null, k_empty_text, k_garbage_text}
                                     : std::vector<Value>{k_session_tenant, k_other_spelling};
      }
      for (const Value setting : settings) {
        out.push_back({.row = row, .session = session, .setting = setting, .terms = {}, .atoms = {}});
      }
    }
  }
  return out;
}

// All terms can be different from both tenants and from each other: so many values are enough to tell what equality
// can.
std::vector<Value> domain(const Model& model) {
  std::vector<Value> out = {k_null};
  const auto most = static_cast<Value>(k_other_tenant + static_cast<Value>(model.terms().size()));
  for (Value value = k_session_tenant; value <= most; ++value) out.push_back(value);
  out.insert(out.end(), {k_empty_text, k_garbage_text, k_other_spelling});
  return out;
}

bool is_too_much(const Model& model) {
  std::size_t assignments = 1;
  const std::size_t values = domain(model).size();
  for (std::size_t i = 0; i < model.terms().size() && assignments <= k_most_assignments; ++i) assignments *= values;
  for (std::size_t i = 0; i < model.atoms().size() && assignments <= k_most_assignments; ++i) assignments *= 3;
  return assignments > k_most_assignments;
}

class Walk {
 public:
  explicit Walk(const Model& model) : m_model(model), m_domain(domain(model)) {}

  void run(World situation) {
    situation.terms.resize(m_model.terms().size());
    situation.atoms.resize(m_model.atoms().size());
    m_all_true = true;
    m_true.reset();
    assign_terms(situation, 0);
    m_search.satisfiable |= m_true.has_value();
    if (situation.matches()) {
      m_search.exact &= m_all_true;
    } else if (m_true) {
      auto& found = m_all_true ? m_search.hole : m_search.opening;
      if (!found) found = m_true;
    }
  }

  Search take() {
    m_search.complete = true;
    return std::move(m_search);
  }

 private:
  void assign_terms(World& world, std::size_t at) {
    if (at == world.terms.size()) return assign_atoms(world, 0);
    for (const Value value : m_domain) {
      if (value == k_null && !m_model.terms()[at].can_be_null) continue;
      world.terms[at] = value;
      assign_terms(world, at + 1);
    }
  }

  void assign_atoms(World& world, std::size_t at) {
    if (at == world.atoms.size()) return judge(world);
    for (const Truth truth : {Truth::yes, Truth::no, Truth::unknown}) {
      world.atoms[at] = truth;
      assign_atoms(world, at + 1);
    }
  }

  void judge(const World& world) {
    if (m_model.evaluate(world) != Truth::yes) {
      m_all_true = false;
    } else if (!m_true) {
      m_true = world;
    }
  }

  const Model& m_model;
  const std::vector<Value> m_domain;
  Search m_search;
  bool m_all_true = true;
  std::optional<World> m_true;  // the first of the situation
};

}  // namespace

Search search_worlds(const Model& model) {
  if (is_too_much(model)) return {};
  Walk walk(model);
  for (World& situation : situations(model.reads_setting())) walk.run(std::move(situation));
  return walk.take();
}

}  // namespace plumb::contract
