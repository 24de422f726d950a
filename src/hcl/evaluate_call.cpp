// SPDX-License-Identifier: Apache-2.0
// Calls: arguments, their number and types, try() and can().
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include "evaluator.hpp"

namespace plumb::hcl {
namespace {

constexpr const char* k_invalid_argument = "Invalid function argument";

const Parameter* parameter(const Function& function, std::size_t position) {
  return position < function.parameters.size() ? &function.parameters[position] : function.rest;
}

}  // namespace

Value Evaluator::visit(const Expression& self, const Call& node, const Scope& scope) {
  const auto function = scope.function(node.name);
  if (!function) {
    say(node.name_range, "Call to unknown function",
        fmt::format("There is no function named {}.", go_quote(node.name)));
    return {};
  }
  if (function->special == Function::Special::attempt) return attempt(self, node, scope);
  if (function->special == Function::Special::can) return can(node, *function, scope);
  const std::size_t before = m_diagnostics.size();
  const auto given = arguments(node, *function, scope);
  if (!given || m_diagnostics.size() > before) return {};

  std::vector<Value> values;
  for (std::size_t i = 0; i < given->size(); ++i) {
    const Value& value = (*given)[i].value;
    if (value.is_null() && parameter(*function, i)->null == Parameter::Null::refused) {
      say_call_failure(self, node, *function, *given, {"argument must not be null", static_cast<int>(i)});
      return {};
    }
    if (!value.is_wholly_known()) return {};
    values.push_back(value);
  }
  Outcome result = function->call(values);
  if (const Failure* problem = failure(result)) {
    say_call_failure(self, node, *function, *given, *problem);
    return {};
  }
  return std::get<Value>(std::move(result));
}

// All arguments in the types of the parameters. Nothing: the call cannot be made at all, and that has been said.
std::optional<std::vector<Evaluator::Argument>> Evaluator::arguments(const Call& node, const Function& function,
                                                                     const Scope& scope) {
  std::vector<Argument> expanded;
  std::size_t plain = node.arguments.size();
  if (node.expands_last) {
    --plain;
    if (!expand(node, scope, expanded)) return std::nullopt;
  }
  std::vector<Range> starts;
  for (std::size_t i = 0; i < plain; ++i) starts.push_back(start_range(*node.arguments[i]));
  for (const Argument& argument : expanded) starts.push_back(argument.range);
  if (!check_count(node, function, starts)) return std::nullopt;

  std::vector<Argument> out;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const Parameter& wanted = *parameter(function, i);
    Value value = i < plain ? evaluate(node.arguments[i], scope) : expanded[i - plain].value;
    Outcome converted = convert(value, wanted.type());
    if (const Failure* problem = failure(converted)) {
      say(starts[i], k_invalid_argument,
          fmt::format("Invalid value for \"{}\" parameter: {}.", wanted.name, problem->message));
    } else {
      value = std::get<Value>(std::move(converted));
    }
    out.push_back({starts[i], std::move(value)});
  }
  return out;
}

// The elements of the last argument of f(a, list...).
bool Evaluator::expand(const Call& node, const Scope& scope, std::vector<Argument>& arguments) {
  const Expression& last = *node.arguments.back();
  const std::size_t before = m_diagnostics.size();
  const Value value = evaluate(last, scope);
  if (m_diagnostics.size() > before) return false;
  constexpr const char* k_invalid = "Invalid expanding argument value";
  if (!value.type().is_sequence() && !value.is(Type::Kind::dynamic)) {
    say(last.range, k_invalid, "The expanding argument (indicated by ...) must be of a tuple, list, or set type.");
    return false;
  }
  if (value.is_null()) {
    say(last.range, k_invalid, "The expanding argument (indicated by ...) must not be null.");
    return false;
  }
  if (!value.is_known()) return false;
  for (const Value& element : value.as_list()) arguments.push_back({last.range, element});
  return true;
}

bool Evaluator::check_count(const Call& node, const Function& function, const std::vector<Range>& starts) {
  const std::size_t given = starts.size();
  const std::size_t wanted = function.parameters.size();
  if (given < wanted) {
    say(node.close, "Not enough function arguments",
        fmt::format("Function {} expects{} {} argument(s). Missing value for \"{}\".", go_quote(node.name),
                    function.rest ? " at least" : "", wanted, function.parameters[given].name));
    return false;
  }
  if (given > wanted && !function.rest) {
    say(starts[wanted], "Too many function arguments",
        fmt::format("Function {} expects only {} argument(s).", go_quote(node.name), wanted));
    return false;
  }
  return true;
}

void Evaluator::say_call_failure(const Expression& self, const Call& node, const Function& function,
                                 const std::vector<Argument>& arguments, const Failure& failure) {
  const auto position = static_cast<std::size_t>(failure.argument);
  const Parameter* wanted = failure.argument < 0 ? nullptr : parameter(function, position);
  if (wanted) {
    say(position < arguments.size() ? arguments[position].range : self.range, k_invalid_argument,
        fmt::format("Invalid value for \"{}\" parameter: {}.", wanted->name, failure.message));
  } else {
    say(start_range(self), "Error in function call",
        fmt::format("Call to function {} failed: {}.", go_quote(node.name), failure.message));
  }
}

// try(a, b, …): the first argument without errors.
Value Evaluator::attempt(const Expression& self, const Call& node, const Scope& scope) {
  std::vector<Argument> expanded;
  if (node.expands_last && !expand(node, scope, expanded)) return {};
  const std::size_t plain = node.arguments.size() - (node.expands_last ? 1 : 0);
  Diagnostics all;
  for (std::size_t i = 0; i < plain; ++i) {
    Diagnostics errors;
    Value value = evaluate_apart(*node.arguments[i], scope, errors);
    if (errors.empty()) return value.is_wholly_known() ? value : Value();
    all.insert(all.end(), errors.begin(), errors.end());
  }
  if (!expanded.empty()) return expanded.front().value;
  std::string text = "at least one argument is required";
  if (plain > 0) {
    text = "no expression succeeded:\n";
    for (const Diagnostic& error : all) {
      text += fmt::format("- {} (at {})\n  {}\n", error.summary, describe(error.subject, m_file), error.detail);
    }
    text += "\nAt least one expression must produce a successful result";
  }
  say(start_range(self), "Error in function call", fmt::format("Call to function \"try\" failed: {}.", text));
  return {};
}

// can(a): whether it has no errors.
Value Evaluator::can(const Call& node, const Function& function, const Scope& scope) {
  std::vector<Argument> expanded;
  if (node.expands_last && !expand(node, scope, expanded)) return {};
  std::vector<Range> starts;
  const std::size_t plain = node.arguments.size() - (node.expands_last ? 1 : 0);
  for (std::size_t i = 0; i < plain; ++i) starts.push_back(start_range(*node.arguments[i]));
  for (const Argument& argument : expanded) starts.push_back(argument.range);
  if (!check_count(node, function, starts)) return {};
  Diagnostics errors;
  const Value value = plain > 0 ? evaluate_apart(*node.arguments[0], scope, errors) : expanded.front().value;
  if (errors.empty() && !value.is_wholly_known()) return Value::unknown(Type::boolean());
  return Value::boolean(errors.empty());
}

}  // namespace plumb::hcl
