// SPDX-License-Identifier: Apache-2.0
// Pipelines: the second half of Executor.
#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "builtins.hpp"
#include "executor.hpp"
#include "format.hpp"

namespace plumb::tmpl {
namespace {

using Type = Function::Type;

[[nodiscard]] std::string_view type_text(Type type) {
  switch (type) {
    case Type::any:
      return "interface {}";
    case Type::string:
      return "string";
    case Type::integer:
      return "int";
    case Type::list:
      return "[]string";
  }
  return "";
}

[[nodiscard]] bool fits(const Value& value, Type type) {
  switch (type) {
    case Type::any:
      return true;
    case Type::string:
      return value.type_name() == "string";
    case Type::integer:
      return value.type_name() == "int";
    case Type::list:
      return value.type_name() == "[]string";
  }
  return false;
}

// A literal as it is written decides: 1.0 is a float, 0x1e3 and 'e' are ints.
[[nodiscard]] bool is_written_as_real(const NumberWord& number) {
  const std::string& text = number.text;
  const bool hexadecimal = text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == 'x';
  if (hexadecimal && text.find_first_of("pP") == std::string::npos) return false;
  return text[0] != '\'' && text.find_first_of(".eEpP") != std::string::npos;
}

// The parameter that an argument is for; the last one stands for the rest of a variadic function.
[[nodiscard]] Type parameter(const Function& function, std::size_t index) {
  if (!function.checked || function.params.empty()) return Type::any;
  return function.params[std::min(index, function.params.size() - 1)];
}

}  // namespace

Value Executor::evaluate(const Value& dot, const Pipeline& pipeline) {
  at(&pipeline);
  Piped value;
  for (const Command& command : pipeline.commands) value = evaluate(dot, command, value);
  for (const std::string& name : pipeline.variables) {
    if (pipeline.assigns) {
      variable(name) = *value;
    } else {
      m_variables.push_back({name, *value});
    }
  }
  return *value;
}

void Executor::refuse_arguments(const Command& command, const Piped& piped) const {
  if (command.words.size() > 1 || piped) fail("can't give argument to non-function " + to_text(command.words[0]));
}

Value Executor::evaluate(const Value& dot, const Command& command, const Piped& piped) {
  const Operand& first = command.words[0];
  if (const auto* inner = std::get_if<Parenthesised>(&first.word)) {
    refuse_arguments(command, piped);
    return evaluate(dot, *inner->pipeline);
  }
  at(&first);
  const Arguments arguments = std::span(command.words).subspan(1);
  if (const auto* word = std::get_if<FunctionWord>(&first.word)) {
    return apply(word->name, {dot, arguments, piped, &command});
  }
  const Application application{dot, arguments, piped, &first};
  if (const auto* word = std::get_if<FieldWord>(&first.word)) return fields(dot, word->names, application);
  if (const auto* word = std::get_if<VariableWord>(&first.word)) {
    const Value value = variable(word->names[0]);
    if (word->names.size() > 1) return fields(value, std::span(word->names).subspan(1), application);
  }
  if (const auto* word = std::get_if<Chain>(&first.word)) {
    const Value receiver = untyped(dot, *word->receiver);
    return fields(receiver, word->names, application);
  }
  refuse_arguments(command, piped);
  if (std::holds_alternative<NilWord>(first.word)) fail("nil is not a command");
  return untyped(dot, first);
}

Value Executor::untyped(const Value& dot, const Operand& operand) {
  at_operand(operand);
  const Piped nothing;
  const Application application{dot, {}, nothing, &operand};
  if (std::holds_alternative<Dot>(operand.word)) return dot;
  if (const auto* word = std::get_if<BoolWord>(&operand.word)) return word->value;
  if (const auto* word = std::get_if<StringWord>(&operand.word)) return word->text;
  if (const auto* word = std::get_if<NumberWord>(&operand.word)) {
    if (is_written_as_real(*word)) return word->real;
    if (word->too_large) fail(word->text + " overflows int");
    return *word->integer;
  }
  if (const auto* word = std::get_if<FieldWord>(&operand.word)) return fields(dot, word->names, application);
  if (const auto* word = std::get_if<VariableWord>(&operand.word)) {
    const Value value = variable(word->names[0]);
    return word->names.size() == 1 ? value : fields(value, std::span(word->names).subspan(1), application);
  }
  if (const auto* word = std::get_if<FunctionWord>(&operand.word)) return apply(word->name, application);
  if (const auto* word = std::get_if<Parenthesised>(&operand.word)) return evaluate(dot, *word->pipeline);
  if (const auto* word = std::get_if<Chain>(&operand.word)) {
    if (std::holds_alternative<NilWord>(word->receiver->word)) {
      fail("indirection through explicit nil in " + to_text(operand));
    }
    const Value receiver = untyped(dot, *word->receiver);
    return fields(receiver, word->names, application);
  }
  return {};  // nil
}

Value Executor::argument(const Value& dot, Type type, const Operand& operand) {
  at_operand(operand);
  const bool literal = std::holds_alternative<BoolWord>(operand.word) ||
                       std::holds_alternative<NumberWord>(operand.word) ||
                       std::holds_alternative<StringWord>(operand.word);
  if (type != Type::any && std::holds_alternative<NilWord>(operand.word)) {
    if (type == Type::list) return Value::nil_list();
    fail(fmt::format("cannot assign nil to {}", type_text(type)));
  }
  if (!literal || type == Type::any) return checked(untyped(dot, operand), type);
  const auto* number = std::get_if<NumberWord>(&operand.word);
  if (type == Type::integer) {
    if (number == nullptr || !number->integer) fail("expected integer; found " + to_text(operand));
    return *number->integer;
  }
  if (type == Type::list) fail(fmt::format("can't handle {} for arg of type {}", to_text(operand), type_text(type)));
  if (!std::holds_alternative<StringWord>(operand.word)) fail("expected string; found " + to_text(operand));
  return untyped(dot, operand);
}

Value Executor::checked(const Value& value, Type type) const {
  if (type == Type::any) return value;
  if (value.data().index() == 0) {
    if (type == Type::list) return Value::nil_list();
    fail(fmt::format("invalid value; expected {}", type_text(type)));
  }
  if (!fits(value, type)) {
    fail(fmt::format("wrong type for value; expected {}; got {}", type_text(type), value.type_name()));
  }
  return value;
}

// ---- fields and methods

Value Executor::fields(Value receiver, std::span<const std::string> names, const Application& application) {
  const Piped nothing;
  const Application inner{application.dot, {}, nothing, application.node};
  bool from_map = false;
  for (const std::string& name : names) {
    const bool last = &name == &names.back();
    // What a map holds is an interface to Go; only the error text shows it.
    const std::string type = from_map ? "interface {}" : receiver.type_name();
    from_map = receiver.as_map() != nullptr;
    receiver = field(receiver, type, name, last ? application : inner);
  }
  return receiver;
}

Value Executor::field(const Value& receiver, const std::string& type, const std::string& name,
                      const Application& application) {
  if (receiver.data().index() == 0) {
    if (m_missing == Template::MissingKey::error) fail(fmt::format("nil data; no entry for key {}", go_quote(name)));
    return {};
  }
  if (const Struct* record = receiver.as_struct()) {
    if (std::optional<Value> found = member(*record, type, name, application)) return *found;
  }
  if (const Value::Map* map = receiver.as_map()) return entry(*map, name, application);
  fail(fmt::format("can't evaluate field {} in type {}", name, type));
}

Value Executor::entry(const Value::Map& map, const std::string& name, const Application& application) {
  if (application.has_arguments()) fail(name + " is not a method but has arguments");
  if (const auto found = map.find(name); found != map.end()) return found->second;
  if (m_missing == Template::MissingKey::error) fail(fmt::format("map has no entry for key {}", go_quote(name)));
  return {};
}

std::optional<Value> Executor::member(const Struct& record, const std::string& type, const std::string& name,
                                      const Application& application) {
  if (const auto method = record.methods.find(name); method != record.methods.end() && !record.nil) {
    return apply(method->second, name, application);
  }
  const Struct::Field* found = record.find(name);
  if (found == nullptr) return std::nullopt;
  if (record.nil) fail(fmt::format("nil pointer evaluating {}.{}", type, name));
  if (application.has_arguments()) fail(name + " has arguments but cannot be invoked as function");
  return found->value;
}

// ---- functions

Value Executor::apply(const std::string& name, const Application& application) {
  if (const auto found = m_functions.find(name); found != m_functions.end()) {
    return apply(found->second, name, application);
  }
  if (name == "and" || name == "or") return short_circuit(name == "or", name, application);
  if (name == "call") refuse_call(application);
  return apply(builtin_functions().at(name), name, application);
}

// Go calls functions that the data holds. None of ours does.
void Executor::refuse_call(const Application& application) {
  check_count(builtin_functions().at("call"), "call", application);
  std::vector<Value> values;
  for (const Operand& operand : application.arguments) values.push_back(argument(application.dot, Type::any, operand));
  const Value& callee = values.empty() ? *application.piped : values[0];
  at(application.node);
  if (callee.data().index() == 0) fail("error calling call: call of nil");
  const std::string shown = values.empty() ? format_default(callee) : to_text(application.arguments[0]);
  fail(fmt::format("error calling call: non-function {} of type {}", shown, callee.type_name()));
}

void Executor::check_count(const Function& function, const std::string& name, const Application& application) const {
  const std::size_t given = application.arguments.size() + (application.piped ? 1 : 0);
  const std::size_t wanted = function.params.size();
  if (!function.checked) return;
  if (function.variadic && given + 1 < wanted) {
    fail(fmt::format("wrong number of args for {}: want at least {} got {}", name, wanted - 1,
                     application.arguments.size()));
  }
  if (!function.variadic && given != wanted) {
    fail(fmt::format("wrong number of args for {}: want {} got {}", name, wanted, given));
  }
}

Value Executor::apply(const Function& function, const std::string& name, const Application& application) {
  check_count(function, name, application);
  std::vector<Value> values;
  for (const Operand& operand : application.arguments) {
    values.push_back(argument(application.dot, parameter(function, values.size()), operand));
  }
  if (application.piped) values.push_back(checked(*application.piped, parameter(function, values.size())));
  std::string problem;
  try {
    return function.call(values);
  } catch (const Error& e) {
    problem = e.message();
  }
  at(application.node);
  fail(fmt::format("error calling {}: {}", name, problem));
}

// `and` and `or` evaluate no argument after the one that decides.
Value Executor::short_circuit(bool stop_at, const std::string& name, const Application& application) {
  check_count(builtin_functions().at(name), name, application);
  Value value;
  for (const Operand& operand : application.arguments) {
    value = argument(application.dot, Type::any, operand);
    if (value.truth() == stop_at) return value;
  }
  return application.piped ? *application.piped : value;
}

}  // namespace plumb::tmpl
