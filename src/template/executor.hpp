// SPDX-License-Identifier: Apache-2.0
// Walks the tree of a template over a value. One Executor is one run.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <plumb/template/template.hpp>

#include "parser.hpp"
#include "syntax.hpp"

namespace plumb::tmpl {

class Executor {
 public:
  // The arguments must outlive the run.
  Executor(const Definitions& definitions, const Functions& functions, Template::MissingKey missing)
      : m_definitions(definitions), m_functions(functions), m_missing(missing) {}

  // Throws Error `template: <name>:<line>:<column>: executing "<name>" at <…>: …`.
  [[nodiscard]] std::string run(const Definition& definition, const Value& data);

 private:
  // How a block ended: {{break}} and {{continue}} go up to the next {{range}}.
  enum class Flow { normal, break_, continue_ };
  using Arguments = std::span<const Operand>;
  // The value that "|" hands to a command as its last argument.
  using Piped = std::optional<Value>;

  // ---- statements (executor.cpp)
  Flow walk(const Value& dot, const Block& block);
  Flow walk(const Value& dot, const Statement& statement);
  Flow branch(const Value& dot, const Branch& branch);
  Flow range(const Value& dot, const Branch& branch);
  Flow iteration(const Branch& branch, const Value& key, const Value& element);
  void call_template(const Value& dot, const Call& call);
  void enter(const Definition& definition, const Value& dot);

  // ---- variables
  [[nodiscard]] Value& variable(const std::string& name);

  // ---- pipelines (evaluate.cpp)
  Value evaluate(const Value& dot, const Pipeline& pipeline);
  Value evaluate(const Value& dot, const Command& command, const Piped& piped);
  Value argument(const Value& dot, Function::Type type, const Operand& operand);
  Value untyped(const Value& dot, const Operand& operand);

  using Node = std::variant<const Statement*, const Pipeline*, const Command*, const Operand*>;
  // What a field, method or function is applied to, and what an error of the function itself would be about.
  struct Application {
    const Value& dot;
    Arguments arguments;
    const Piped& piped;
    Node node;
    [[nodiscard]] bool has_arguments() const { return !arguments.empty() || piped; }
  };
  Value fields(Value receiver, std::span<const std::string> names, const Application& application);
  Value field(const Value& receiver, const std::string& type, const std::string& name, const Application& application);
  Value entry(const Value::Map& map, const std::string& name, const Application& application);
  std::optional<Value> member(const Struct& record, const std::string& type, const std::string& name,
                              const Application& application);
  Value apply(const std::string& name, const Application& application);
  Value apply(const Function& function, const std::string& name, const Application& application);
  [[noreturn]] void refuse_call(const Application& application);
  Value short_circuit(bool stop_at, const std::string& name, const Application& application);
  void check_count(const Function& function, const std::string& name, const Application& application) const;
  [[nodiscard]] Value checked(const Value& value, Function::Type type) const;
  void refuse_arguments(const Command& command, const Piped& piped) const;

  // ---- errors
  [[noreturn]] void fail(const std::string& message) const;
  void at(Node node) { m_at = node; }
  void at_operand(const Operand& operand);

  const Definitions& m_definitions;
  const Functions& m_functions;
  Template::MissingKey m_missing;

  struct Variable {
    std::string name;
    Value value;
  };
  const Definition* m_definition = nullptr;  // the one being walked
  std::vector<Variable> m_variables;         // of m_definition, innermost last
  Node m_at;                                 // what an error would be about
  int m_depth = 0;
  std::string m_out;
};

}  // namespace plumb::tmpl
