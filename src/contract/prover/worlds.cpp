// SPDX-License-Identifier: Apache-2.0
#include "worlds.hpp"

#include <algorithm>

namespace plumb::contract {
namespace {

// Assignments of terms and atoms in one situation; some 0.1 s in all at most.
constexpr std::size_t k_most_assignments = 50'000;

// What is set where the context function returns that. Where tenants are texts, each text is one, but the empty one.
std::vector<Value> settings_of(Value session, const Model& model) {
  if (!model.reads_setting()) return {session};
  if (session == k_null && model.tenants_are_texts()) return {k_null, k_empty_text};
  if (session == k_null) return {k_null, k_empty_text, k_garbage_text};
  return model.tenants_are_texts() ? std::vector{session} : std::vector{session, k_other_spelling};
}

// What is outside of the predicate: the row, and what the session has set.
std::vector<World> situations(const Model& model) {
  std::vector<World> out;
  std::vector<Value> rows = {k_other_tenant, k_session_tenant, k_null};
  if (model.tenants_are_texts()) rows.push_back(k_empty_text);
  for (const Value row : rows) {
    for (const Value session : {k_session_tenant, k_null}) {
      for (const Value setting : settings_of(session, model)) {
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
    const Model::Outcome outcome = m_model.evaluate(world);
    m_all_true &= outcome.truth == Truth::yes && !outcome.raises;
    if (outcome.truth == Truth::yes && !m_true) m_true = world;
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
  for (World& situation : situations(model)) walk.run(std::move(situation));
  return walk.take();
}

}  // namespace plumb::contract
