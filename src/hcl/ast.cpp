// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/ast.hpp>

#include <algorithm>

namespace plumb::hcl {
namespace {

class ReferenceCollector {
 public:
  std::vector<const Traversal*> take() { return std::move(m_found); }

  void walk(const Expression& expression) {
    std::visit([this](const auto& node) { visit(node); }, expression.node);
  }

 private:
  void walk(const ExpressionPtr& expression) {
    if (expression) walk(*expression);
  }
  void walk(const Expressions& expressions) {
    for (const auto& expression : expressions) walk(expression);
  }

  void visit(const Literal&) {}
  void visit(const SplatElement&) {}
  void visit(const Traversal& node) {
    if (std::find(m_local.begin(), m_local.end(), node.root) == m_local.end()) m_found.push_back(&node);
  }
  void visit(const RelativeTraversal& node) { walk(node.source); }
  void visit(const Index& node) {
    walk(node.collection);
    walk(node.key);
  }
  void visit(const Call& node) { walk(node.arguments); }
  void visit(const Conditional& node) {
    walk(node.condition);
    walk(node.if_true);
    walk(node.if_false);
  }
  void visit(const Tuple& node) { walk(node.elements); }
  void visit(const Object& node) {
    for (const auto& item : node.items) {
      if (key_word(item).empty()) walk(item.key);
      walk(item.value);
    }
  }
  void visit(const For& node) {
    walk(node.collection);
    const std::size_t outer = m_local.size();
    m_local.push_back(node.key_name);
    m_local.push_back(node.value_name);
    walk(node.key);
    walk(node.value);
    walk(node.condition);
    m_local.resize(outer);
  }
  void visit(const Splat& node) {
    walk(node.source);
    walk(node.each);
  }
  void visit(const Binary& node) {
    walk(node.left);
    walk(node.right);
  }
  void visit(const Unary& node) { walk(node.operand); }
  void visit(const Parentheses& node) { walk(node.inner); }
  void visit(const Template& node) { walk(node.parts); }
  void visit(const TemplateWrap& node) { walk(node.inner); }
  void visit(const TemplateJoin& node) { walk(node.tuple); }

  std::vector<const Traversal*> m_found;
  std::vector<std::string_view> m_local;
};

struct StartRange {
  const Expression& expression;

  Range operator()(const Index& node) const { return node.open; }
  Range operator()(const Call& node) const { return between(node.name_range, node.open); }
  Range operator()(const Conditional& node) const { return start_range(*node.condition); }
  Range operator()(const Tuple& node) const { return node.open; }
  Range operator()(const Object& node) const { return node.open; }
  Range operator()(const For& node) const { return node.open; }
  Range operator()(const Splat& node) const { return node.marker; }
  Range operator()(const Binary& node) const { return start_range(*node.left); }
  Range operator()(const Unary& node) const { return node.symbol; }
  Range operator()(const Parentheses& node) const { return start_range(*node.inner); }
  Range operator()(const Template& node) const { return start_range(*node.parts.front()); }
  Range operator()(const TemplateJoin& node) const { return start_range(*node.tuple); }
  template <class Node>
  Range operator()(const Node&) const {
    return expression.range;
  }
};

}  // namespace

Range start_range(const Expression& expression) {
  return std::visit(StartRange{expression}, expression.node);
}

std::string_view key_word(const Object::Item& item) {
  if (item.in_parentheses) return {};
  if (const auto* traversal = std::get_if<Traversal>(&item.key->node)) {
    return traversal->steps.empty() ? std::string_view(traversal->root) : std::string_view();
  }
  if (const auto* literal = std::get_if<Literal>(&item.key->node)) {
    const Value& value = literal->value;
    if (value.is_null()) return "null";
    if (value.is_known() && value.is(Type::Kind::boolean)) return value.as_bool() ? "true" : "false";
  }
  return {};
}

std::vector<const Traversal*> references(const Expression& expression) {
  ReferenceCollector collector;
  collector.walk(expression);
  return collector.take();
}

const Attribute* Body::attribute(std::string_view name) const {
  const auto at = std::find_if(attributes.begin(), attributes.end(),
                               [&](const Attribute& attribute) { return attribute.name == name; });
  return at == attributes.end() ? nullptr : &*at;
}

}  // namespace plumb::hcl
