// SPDX-License-Identifier: Apache-2.0
#include "env_selection.hpp"

#include <algorithm>

namespace plumb::project {
namespace {

using hcl::Expression;

bool mentions_env(const Expression& expression);

bool any_mentions_env(const hcl::Expressions& expressions) {
  return std::any_of(expressions.begin(), expressions.end(),
                     [](const auto& expression) { return mentions_env(*expression); });
}

struct Mentions {
  bool operator()(const hcl::Traversal& node) const {
    return node.root == "atlas" && !node.steps.empty() && node.steps[0].kind == hcl::Step::Kind::attribute &&
           node.steps[0].name == "env";
  }
  bool operator()(const hcl::Template& node) const { return any_mentions_env(node.parts); }
  bool operator()(const hcl::TemplateWrap& node) const { return mentions_env(*node.inner); }
  bool operator()(const hcl::Call& node) const { return any_mentions_env(node.arguments); }
  bool operator()(const hcl::Tuple& node) const { return any_mentions_env(node.elements); }
  bool operator()(const hcl::Conditional& node) const {
    return mentions_env(*node.condition) || mentions_env(*node.if_true) || mentions_env(*node.if_false);
  }
  bool operator()(const hcl::Binary& node) const { return mentions_env(*node.left) || mentions_env(*node.right); }
  bool operator()(const hcl::Unary& node) const { return mentions_env(*node.operand); }
  bool operator()(const hcl::Object& node) const {
    return std::any_of(node.items.begin(), node.items.end(),
                       [](const auto& item) { return mentions_env(*item.key) || mentions_env(*item.value); });
  }
  // Atlas does not look into parentheses, for expressions, indexes and splats; nor do we, or a file would select
  // different envs.
  template <class Node>
  bool operator()(const Node&) const {
    return false;
  }
};

bool mentions_env(const Expression& expression) {
  return std::visit(Mentions{}, expression.node);
}

bool is_labelled(const hcl::Block& block, const std::string& env) {
  return block.labels.size() == 1 && block.labels[0] == env;
}

bool is_named_by_env(const hcl::Block& block) {
  if (!block.labels.empty()) return false;
  const hcl::Attribute* name = block.body.attribute("name");
  return name && mentions_env(*name->value);
}

}  // namespace

std::vector<const hcl::Block*> blocks_for_env(const hcl::Body& body, const std::string& env) {
  const bool has_label = std::any_of(body.blocks.begin(), body.blocks.end(), [&](const hcl::Block& block) {
    return block.type == "env" && is_labelled(block, env);
  });
  std::vector<const hcl::Block*> out;
  for (const hcl::Block& block : body.blocks) {
    const bool counts =
        block.type != "env" || (!env.empty() && (has_label ? is_labelled(block, env) : is_named_by_env(block)));
    if (counts) out.push_back(&block);
  }
  return out;
}

}  // namespace plumb::project
