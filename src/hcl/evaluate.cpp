// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include <plumb/hcl/suggestion.hpp>
#include "evaluator.hpp"

namespace plumb::hcl {
Evaluation evaluate(const Expression& expression, const Scope& scope, std::string_view file) {
  Evaluator evaluator(file);
  Evaluation out;
  out.value = evaluator.evaluate(expression, scope);
  out.diagnostics = evaluator.take_diagnostics();
  return out;
}

std::optional<Value> evaluate_constant(const Expression& expression) {
  static const FunctionLookup k_no_functions = [](std::string_view) { return std::optional<Function>(); };
  Evaluation result = evaluate(expression, Scope(k_no_functions), "");
  if (!result.ok()) return std::nullopt;
  return std::move(result.value);
}

Value Evaluator::evaluate(const Expression& expression, const Scope& scope) {
  return std::visit([&](const auto& node) { return visit(expression, node, scope); }, expression.node);
}

Value Evaluator::evaluate_apart(const Expression& expression, const Scope& scope, Diagnostics& diagnostics) {
  Diagnostics own = std::move(m_diagnostics);
  m_diagnostics.clear();
  Value value = evaluate(expression, scope);
  diagnostics = std::move(m_diagnostics);
  m_diagnostics = std::move(own);
  return value;
}

void Evaluator::say(const Range& subject, std::string summary, std::string detail) {
  m_diagnostics.push_back({subject, std::move(summary), std::move(detail)});
}

void Evaluator::add(Diagnostics diagnostics) {
  m_diagnostics.insert(m_diagnostics.end(), std::make_move_iterator(diagnostics.begin()),
                       std::make_move_iterator(diagnostics.end()));
}

Value Evaluator::visit(const Expression&, const Literal& node, const Scope&) {
  return node.value;
}

Value Evaluator::visit(const Expression&, const Traversal& node, const Scope& scope) {
  if (const Value* value = scope.find(node.root)) return steps(*value, node.steps);
  say(node.root_range, "Unknown variable",
      fmt::format("There is no variable named {}.{}", go_quote(node.root), did_you_mean(node.root, scope.names())));
  return {};
}

Value Evaluator::visit(const Expression&, const RelativeTraversal& node, const Scope& scope) {
  return steps(evaluate(node.source, scope), node.steps);
}

Value Evaluator::steps(Value value, const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    Value next;
    auto problem = step.kind == Step::Kind::attribute ? take_attribute(value, step.name, step.range, next)
                                                      : take_index(value, step.key, step.range, next);
    if (problem) {
      m_diagnostics.push_back(*std::move(problem));
      return {};
    }
    value = std::move(next);
  }
  return value;
}

Value Evaluator::visit(const Expression&, const Index& node, const Scope& scope) {
  const Value collection = evaluate(node.collection, scope);
  const Value key = evaluate(node.key, scope);
  Value out;
  if (auto problem = take_index(collection, key, node.brackets, out)) m_diagnostics.push_back(*std::move(problem));
  return out;
}

Value Evaluator::visit(const Expression&, const Tuple& node, const Scope& scope) {
  Value::List elements;
  elements.reserve(node.elements.size());
  for (const auto& element : node.elements) elements.push_back(evaluate(element, scope));
  return Value::tuple(std::move(elements));
}

Value Evaluator::object_key(const Object::Item& item, const Scope& scope) {
  if (const std::string_view word = key_word(item); !word.empty()) return Value::string(word);
  if (!item.in_parentheses && std::holds_alternative<Traversal>(item.key->node)) {
    say(item.key->range, "Ambiguous attribute key",
        "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a "
        "literal name containing "
        "periods, wrap it in quotes to create a string literal.");
    return {};
  }
  return evaluate(item.key, scope);
}

Value Evaluator::visit(const Expression&, const Object& node, const Scope& scope) {
  Value::Map attributes;
  bool known = true;
  for (const auto& item : node.items) {
    const std::size_t before = m_diagnostics.size();
    const Value key = object_key(item, scope);
    const bool key_failed = m_diagnostics.size() > before;
    Value value = evaluate(item.value, scope);
    if (key_failed) {
      known = false;
    } else if (key.is_null()) {
      say(item.value->range, "Null value as key", "Can't use a null value as a key.");
      known = false;
    } else {
      const Outcome text = convert(key, Type::string());
      if (const Failure* problem = failure(text)) {
        say(item.key->range, "Incorrect key type", fmt::format("Can't use this value as a key: {}.", problem->message));
        known = false;
      } else if (const Value& name = std::get<Value>(text); !name.is_known()) {
        known = false;
      } else {
        attributes.insert_or_assign(name.as_string(), std::move(value));
      }
    }
  }
  return known ? Value::object(std::move(attributes)) : Value();
}

Value Evaluator::visit(const Expression&, const Parentheses& node, const Scope& scope) {
  return evaluate(node.inner, scope);
}

Value Evaluator::visit(const Expression&, const TemplateWrap& node, const Scope& scope) {
  return evaluate(node.inner, scope);
}

// After an error the text is what came before it: HCL goes on with that, and may find more to say about it.
Value Evaluator::visit(const Expression&, const Template& node, const Scope& scope) {
  std::string text;
  bool known = true;
  const std::size_t before = m_diagnostics.size();
  for (const auto& part : node.parts) {
    const Value value = evaluate(part, scope);
    if (value.is_null()) {
      say(part->range, "Invalid template interpolation value",
          "The expression result is null. Cannot include a null value in a string template.");
      continue;
    }
    if (!value.is_known()) {
      known = false;
      continue;
    }
    const Outcome converted = convert(value, Type::string());
    if (const Failure* problem = failure(converted)) {
      say(part->range, "Invalid template interpolation value",
          fmt::format("Cannot include the given value in a string template: {}.", problem->message));
    } else if (m_diagnostics.size() == before) {
      text += std::get<Value>(converted).as_string();
    }
  }
  return known ? Value::string(text) : Value::unknown(Type::string());
}

Value Evaluator::visit(const Expression& self, const TemplateJoin& node, const Scope& scope) {
  const Value tuple = evaluate(node.tuple, scope);
  if (!tuple.is_known()) return Value::unknown(Type::string());
  std::string text;
  for (const Value& value : tuple.as_list()) {
    if (value.is_null()) {
      say(self.range, "Invalid template interpolation value",
          "An iteration result is null. Cannot include a null value in a string template.");
      continue;
    }
    const Outcome converted = convert(value, Type::string());
    if (const Failure* problem = failure(converted)) {
      say(self.range, "Invalid template interpolation value",
          fmt::format("Cannot include one of the interpolation results into the string template: {}.",
                      problem->message));
    } else if (const Value& part = std::get<Value>(converted); part.is_known()) {
      text += part.as_string();
    } else {
      return Value::unknown(Type::string());
    }
  }
  return Value::string(text);
}

}  // namespace plumb::hcl
