// SPDX-License-Identifier: Apache-2.0
#include "executor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "format.hpp"

namespace plumb::tmpl {
namespace {

// Templates that call themselves. Go allows 100,000; our stack does not.
constexpr int k_max_depth = 1000;

[[nodiscard]] std::size_t position_of(const Statement& statement) {
  return statement.position;
}
[[nodiscard]] std::size_t position_of(const Pipeline& pipeline) {
  return pipeline.position;
}
[[nodiscard]] std::size_t position_of(const Command& command) {
  return command.position;
}
[[nodiscard]] std::size_t position_of(const Operand& operand) {
  return operand.position;
}

}  // namespace

std::string Executor::run(const Definition& definition, const Value& data) {
  m_out.clear();
  m_variables = {{"$", data}};
  m_definition = &definition;
  walk(data, definition.body);
  return std::move(m_out);
}

void Executor::at_operand(const Operand& operand) {
  // A pipeline in parentheses is named without them.
  if (const auto* inner = std::get_if<Parenthesised>(&operand.word)) {
    m_at = inner->pipeline.get();
  } else {
    m_at = &operand;
  }
}

void Executor::fail(const std::string& message) const {
  const Source& source = *m_definition->source;
  const std::size_t position = std::visit([](const auto* node) { return position_of(*node); }, m_at);
  const std::string_view before = std::string_view(source.text).substr(0, position);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  throw Error(fmt::format("template: {}:{}:{}: executing {} at <{}>: {}", source.name, line, position - line_start,
                          go_quote(m_definition->name),
                          std::visit([](const auto* node) { return to_text(*node); }, m_at), message));
}

Value& Executor::variable(const std::string& name) {
  const auto found =
      std::find_if(m_variables.rbegin(), m_variables.rend(), [&](const Variable& v) { return v.name == name; });
  if (found == m_variables.rend()) fail("undefined variable: " + name);
  return found->value;
}

Executor::Flow Executor::walk(const Value& dot, const Block& block) {
  for (const Statement& statement : block) {
    if (const Flow flow = walk(dot, statement); flow != Flow::normal) return flow;
  }
  return Flow::normal;
}

Executor::Flow Executor::walk(const Value& dot, const Statement& statement) {
  at(&statement);
  if (const auto* text = std::get_if<Text>(&statement.what)) {
    m_out += text->text;
  } else if (const auto* action = std::get_if<Action>(&statement.what)) {
    const Value value = evaluate(dot, action->pipeline);
    if (action->pipeline.variables.empty()) m_out += value.data().index() == 0 ? "<no value>" : format_default(value);
  } else if (const auto* call = std::get_if<Call>(&statement.what)) {
    call_template(dot, *call);
  } else if (const auto* branch = std::get_if<Branch>(&statement.what)) {
    const std::size_t visible = m_variables.size();
    const Flow flow = branch->kind == BranchKind::range ? range(dot, *branch) : this->branch(dot, *branch);
    m_variables.resize(visible);
    return flow;
  } else {
    return std::holds_alternative<Break>(statement.what) ? Flow::break_ : Flow::continue_;
  }
  return Flow::normal;
}

Executor::Flow Executor::branch(const Value& dot, const Branch& branch) {
  const Value value = evaluate(dot, branch.pipeline);
  if (value.truth()) return walk(branch.kind == BranchKind::with ? value : dot, branch.body);
  return branch.otherwise ? walk(dot, *branch.otherwise) : Flow::normal;
}

Executor::Flow Executor::range(const Value& dot, const Branch& branch) {
  const Value value = evaluate(dot, branch.pipeline);
  const std::size_t variables = branch.pipeline.variables.size();
  bool any = false;
  // Whether to go on: {{continue}} ends one round, {{break}} all of them.
  const auto round = [&](const Value& key, const Value& element) {
    any = true;
    return iteration(branch, key, element) != Flow::break_;
  };
  if (value.is_bytes()) {
    std::int64_t index = 0;
    for (const char byte : *value.as_string()) {
      if (!round(Value(index++), Value(int{static_cast<unsigned char>(byte)}).with_type("uint8"))) break;
    }
  } else if (const List* list = value.as_list()) {
    std::int64_t index = 0;
    for (const Value& element : *list) {
      if (!round(Value(index++), element)) break;
    }
  } else if (const Value::Map* map = value.as_map()) {
    for (const auto& [key, element] : *map) {
      if (!round(Value(key), element)) break;
    }
  } else if (const std::int64_t* count = value.as_int()) {
    if (variables > 1) fail(fmt::format("can't use {} to iterate over more than one variable", *count));
    for (std::int64_t i = 0; i < *count; ++i) {
      if (!round(Value(), Value(i))) break;
    }
  } else if (!value.is_nil()) {
    fail("range can't iterate over " + format_default(value));
  }
  if (any || !branch.otherwise) return Flow::normal;
  return walk(dot, *branch.otherwise);
}

Executor::Flow Executor::iteration(const Branch& branch, const Value& key, const Value& element) {
  const std::vector<std::string>& names = branch.pipeline.variables;
  const std::size_t visible = m_variables.size();
  if (branch.pipeline.assigns) {
    if (names.size() > 1) variable(names[0]) = key;
    if (!names.empty()) variable(names.back()) = element;
  } else if (!names.empty()) {
    // Declared by the pipeline, on top of the stack.
    m_variables[visible - 1].value = element;
    if (names.size() > 1) m_variables[visible - 2].value = key;
  }
  const Flow flow = walk(element, branch.body);
  m_variables.resize(visible);
  return flow;
}

void Executor::call_template(const Value& dot, const Call& call) {
  const auto found = m_definitions.find(call.name);
  if (found == m_definitions.end()) fail(fmt::format("template {} not defined", go_quote(call.name)));
  if (m_depth == k_max_depth) fail(fmt::format("exceeded maximum template depth ({})", k_max_depth));
  const Value data = call.pipeline ? evaluate(dot, *call.pipeline) : Value();
  enter(found->second, data);
}

void Executor::enter(const Definition& definition, const Value& dot) {
  const Definition* const outer = std::exchange(m_definition, &definition);
  std::vector<Variable> variables = std::exchange(m_variables, {{"$", dot}});
  const Node outer_at = m_at;
  ++m_depth;
  walk(dot, definition.body);
  --m_depth;
  m_at = outer_at;
  m_variables = std::move(variables);
  m_definition = outer;
}

}  // namespace plumb::tmpl
