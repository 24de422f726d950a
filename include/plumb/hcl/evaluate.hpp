// SPDX-License-Identifier: Apache-2.0
// From expression to value. Which names and functions there are is the caller's business: the language brings none of
// its own but those of functions.hpp, and those only if they are handed in.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/hcl/ast.hpp>
#include <plumb/hcl/outcome.hpp>
#include <plumb/hcl/source.hpp>

namespace plumb::hcl {

// A parameter as a table can hold it. Arguments are converted to its type before the call.
struct Parameter {
  enum class Kind : unsigned char {
    any,
    string,
    number,
    list_of_string,
    list_of_any,
    set_of_any,
    type,
    list_of_types,
    map_of_types
  };
  enum class Null : unsigned char { refused, allowed };
  std::string_view name;
  Kind kind = Kind::any;
  Null null = Null::refused;

  [[nodiscard]] Type type() const;
};

using Arguments = std::span<const Value>;

struct Function {
  // try() and can() look at the errors of their arguments, so they get expressions instead of values.
  enum class Special : unsigned char { none, attempt, can };
  std::span<const Parameter> parameters;  // static storage
  const Parameter* rest = nullptr;        // for any number of further arguments
  // REQUIRES: the arguments are wholly known, of the parameters' types, and null only where that is allowed.
  std::function<Outcome(Arguments)> call;
  Special special = Special::none;
};

using FunctionLookup = std::function<std::optional<Function>(std::string_view)>;

// Names an expression can see. A scope must outlive its children.
class Scope {
 public:
  explicit Scope(const FunctionLookup& functions) : m_functions(&functions) {}
  explicit Scope(const Scope& parent) : m_parent(&parent), m_functions(parent.m_functions) {}
  Scope& operator=(const Scope&) = delete;

  void set(std::string name, Value value);
  // Nothing if no scope up to the root has it.
  [[nodiscard]] const Value* find(std::string_view name) const;
  // All names, inner scopes first: for suggestions.
  [[nodiscard]] std::vector<std::string_view> names() const;
  [[nodiscard]] std::optional<Function> function(std::string_view name) const { return (*m_functions)(name); }

 private:
  const Scope* m_parent = nullptr;
  const FunctionLookup* m_functions;
  std::vector<std::pair<std::string, Value>> m_variables;
};

struct Evaluation {
  Value value;  // unknown in whole or part if there are diagnostics
  Diagnostics diagnostics;

  [[nodiscard]] bool ok() const { return diagnostics.empty(); }
};

// Evaluates to the end, collecting all errors. `file` is the name that try() prints. Throws Error only if a function of
// the caller does.
[[nodiscard]] Evaluation evaluate(const Expression& expression, const Scope& scope, std::string_view file);

// The value of an expression that uses no names and no functions; nothing for all others, and for those with errors.
[[nodiscard]] std::optional<Value> evaluate_constant(const Expression& expression);

}  // namespace plumb::hcl
