// SPDX-License-Identifier: Apache-2.0
// Evaluating: what a predicate says in one world, as the server would.
#include <algorithm>

#include "model.hpp"

namespace plumb::contract {
namespace {

Truth truth_of(bool value) {
  return value ? Truth::yes : Truth::no;
}

Truth equal(Value left, Value right) {
  return left == k_null || right == k_null ? Truth::unknown : truth_of(left == right);
}

}  // namespace

class Model::Evaluation {
 public:
  Evaluation(const Model& model, const World& world) : m_model(model), m_world(world) {}

  Truth truth(int at);
  [[nodiscard]] bool raises() const { return m_raises; }

 private:
  Truth choose(const Node& node);
  Value value(int at);
  Value as_uuid(Value text);

  // NULL is what lets through nothing either, wherever the server gets to the error. Where it does not, what stands
  // there decides nothing.
  Value raise() {
    m_raises = true;
    return k_null;
  }

  const Model& m_model;
  const World& m_world;
  bool m_raises = false;
};

Model::Outcome Model::evaluate(const World& world) const {
  Evaluation evaluation(*this, world);
  const Truth truth = evaluation.truth(m_root);
  return {.truth = truth, .raises = evaluation.raises()};
}

Value Model::Evaluation::as_uuid(Value text) {
  if (text == k_other_spelling) return k_session_tenant;
  return text < 0 ? raise() : text;
}

Truth Model::Evaluation::choose(const Node& node) {
  for (std::size_t i = 0; i + 1 < node.parts.size(); i += 2) {
    if (truth(node.parts[i]) == Truth::yes) return truth(node.parts[i + 1]);
  }
  return truth(node.parts.back());
}

Truth Model::Evaluation::truth(int at) {
  const Node& node = m_model.m_nodes[static_cast<std::size_t>(at)];
  const auto part = [&](std::size_t i) { return truth(node.parts[i]); };
  const auto part_value = [&](std::size_t i) { return value(node.parts[i]); };
  Truth out = Truth::no;
  switch (node.op) {
    case Op::always:
      return static_cast<Truth>(node.slot);
    case Op::atom:
      return m_world.atoms[static_cast<std::size_t>(node.slot)];
    case Op::conjunction:
      out = Truth::yes;
      for (std::size_t i = 0; i < node.parts.size(); ++i) out = std::min(out, part(i));
      return out;
    case Op::disjunction:
      for (std::size_t i = 0; i < node.parts.size(); ++i) out = std::max(out, part(i));
      return out;
    case Op::negation:
      return negate(part(0));
    case Op::is_truth:
      return truth_of(part(0) == static_cast<Truth>(node.slot));
    case Op::is_not_truth:
      return truth_of(part(0) != static_cast<Truth>(node.slot));
    case Op::equal:
      return equal(part_value(0), part_value(1));
    case Op::distinct:
      return truth_of(part_value(0) != part_value(1));
    case Op::is_null:
      return truth_of(part_value(0) == k_null);
    case Op::same_truth: {
      const Truth left = part(0);
      const Truth right = part(1);
      return left == Truth::unknown || right == Truth::unknown ? Truth::unknown : truth_of(left == right);
    }
    case Op::first_known:
      for (std::size_t i = 0; i < node.parts.size(); ++i) {
        if (const Truth known = part(i); known != Truth::unknown) return known;
      }
      return Truth::unknown;
    case Op::choice:
      return choose(node);
    default:
      return Truth::unknown;  // values are not asked for their truth
  }
}

Value Model::Evaluation::value(int at) {
  const Node& node = m_model.m_nodes[static_cast<std::size_t>(at)];
  const auto part = [&](std::size_t i) { return value(node.parts[i]); };
  switch (node.op) {
    case Op::row:
      return m_world.row;
    case Op::session:
      // The context function casts the setting.
      return m_world.setting == k_garbage_text ? raise() : m_world.session;
    case Op::setting:
      return node.slot == 1 && m_world.setting == k_null ? raise() : m_world.setting;
    case Op::literal:
      return static_cast<Value>(node.slot);
    case Op::term:
      return m_world.terms[static_cast<std::size_t>(node.slot)];
    case Op::as_uuid:
      return as_uuid(part(0));
    case Op::nullif: {
      const Value first = part(0);
      return equal(first, part(1)) == Truth::yes ? k_null : first;
    }
    case Op::first_not_null:
      for (std::size_t i = 0; i < node.parts.size(); ++i) {
        if (const Value each = part(i); each != k_null) return each;
      }
      return k_null;
    case Op::value_choice:
      for (std::size_t i = 0; i + 1 < node.parts.size(); i += 2) {
        if (truth(node.parts[i]) == Truth::yes) return part(i + 1);
      }
      return part(node.parts.size() - 1);
    default:
      return k_null;
  }
}

}  // namespace plumb::contract
