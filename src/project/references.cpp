// SPDX-License-Identifier: Apache-2.0
#include "references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "expression_value.hpp"

namespace plumb::project {
namespace {

using hcl::Value;

// "local.a", "data.external.x".
using Address = std::string;

struct Node {
  const hcl::Attribute* local = nullptr;
  const hcl::Block* data = nullptr;
  enum class State { waiting, running, done } state = State::waiting;
};

// The name in a step: .name or ["name"].
std::optional<std::string> step_name(const hcl::Step& step) {
  if (step.kind == hcl::Step::Kind::attribute) return step.name;
  if (step.key.has_content() && step.key.is(hcl::Type::Kind::string)) return step.key.as_string();
  return std::nullopt;
}

std::optional<Address> address_of(const hcl::Traversal& reference) {
  const std::size_t needed = reference.root == "local" ? 1 : reference.root == "data" ? 2 : 0;
  if (needed == 0 || reference.steps.size() < needed) return std::nullopt;
  Address out = reference.root;
  for (std::size_t i = 0; i < needed; ++i) {
    const auto name = step_name(reference.steps[i]);
    if (!name) return std::nullopt;
    out += "." + *name;
  }
  return out;
}

class Graph {
 public:
  Graph(hcl::Scope& scope, const DataContext& context) : m_scope(scope), m_context(context) {}

  void add_locals(const hcl::Block& block) {
    for (const auto& attribute : block.body.attributes) {
      const Address address = "local." + attribute.name;
      // Of one written in two blocks the last counts.
      if (m_nodes.insert_or_assign(address, Node{.local = &attribute}).second) m_locals_in_order.push_back(address);
    }
  }

  void add_data(const hcl::Block& block) {
    if (block.labels.size() != 2) throw Error("data block \"data\" must have exactly 2 labels");
    if (!is_data_source(block.labels[0]))
      throw Error(fmt::format("missing data source handler for {}", go_quote(block.labels[0])));
    m_nodes.insert_or_assign("data." + block.labels[0] + "." + block.labels[1], Node{.data = &block});
  }

  void run_locals() {
    for (const Address& address : m_locals_in_order) visit(address);
  }

  void need(const hcl::Expression& expression) {
    for (const hcl::Traversal* reference : hcl::references(expression)) {
      if (const auto address = address_of(*reference)) visit(*address);
    }
  }

  void need(const hcl::Body& body) {
    for (const auto& attribute : body.attributes) need(*attribute.value);
    for (const auto& block : body.blocks) need(block.body);
  }

 private:
  void visit(const Address& address) {
    const auto at = m_nodes.find(address);
    if (at == m_nodes.end() || at->second.state == Node::State::done) return;
    Node& node = at->second;
    if (node.state == Node::State::running) throw Error(fmt::format("cyclic reference to {}", go_quote(address)));
    node.state = Node::State::running;
    if (node.local) {
      need(*node.local->value);
      m_locals.insert_or_assign(node.local->name, value_of(*node.local->value, m_scope, m_context.source));
      m_scope.set("local", Value::object(m_locals));
    } else {
      need(node.data->body);
      run_data(*node.data);
    }
    node.state = Node::State::done;
  }

  void run_data(const hcl::Block& block) {
    m_data[block.labels[0]].insert_or_assign(block.labels[1], read_data_source(block, m_scope, m_context));
    Value::Map all;
    for (const auto& [type, values] : m_data) all.emplace(type, Value::object(values));
    m_scope.set("data", Value::object(std::move(all)));
  }

  hcl::Scope& m_scope;
  const DataContext& m_context;
  std::map<Address, Node> m_nodes;
  std::vector<Address> m_locals_in_order;
  Value::Map m_locals;
  std::map<std::string, Value::Map> m_data;
};

}  // namespace

void evaluate_references(const hcl::Body& body, const std::vector<const hcl::Block*>& blocks, hcl::Scope& scope,
                         const DataContext& context) {
  Graph graph(scope, context);
  for (const hcl::Block& block : body.blocks) {
    if (block.type == "locals") graph.add_locals(block);
    if (block.type == "data") graph.add_data(block);
  }
  graph.run_locals();
  for (const auto& attribute : body.attributes) graph.need(*attribute.value);
  for (const hcl::Block* block : blocks) graph.need(block->body);
}

}  // namespace plumb::project
