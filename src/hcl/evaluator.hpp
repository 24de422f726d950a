// SPDX-License-Identifier: Apache-2.0
// Evaluation goes on after an error, with an unknown value in its place, so that one run reports all errors of an
// expression. An operation on unknown values is silent and gives an unknown value. What is reported, and in which
// order, follows HCL.
#pragma once

#include <plumb/hcl/evaluate.hpp>

namespace plumb::hcl {

class Evaluator {
 public:
  explicit Evaluator(std::string_view file) : m_file(file) {}

  [[nodiscard]] Value evaluate(const Expression& expression, const Scope& scope);
  [[nodiscard]] Diagnostics take_diagnostics() { return std::move(m_diagnostics); }

 private:
  [[nodiscard]] Value evaluate(const ExpressionPtr& expression, const Scope& scope) {
    return evaluate(*expression, scope);
  }
  // The errors go to `diagnostics` instead of the result's.
  [[nodiscard]] Value evaluate_apart(const Expression& expression, const Scope& scope, Diagnostics& diagnostics);
  void say(const Range& subject, std::string summary, std::string detail);
  void add(Diagnostics diagnostics);

  Value visit(const Expression& self, const Literal& node, const Scope& scope);
  Value visit(const Expression& self, const Traversal& node, const Scope& scope);
  Value visit(const Expression& self, const RelativeTraversal& node, const Scope& scope);
  Value visit(const Expression& self, const Index& node, const Scope& scope);
  Value visit(const Expression& self, const Call& node, const Scope& scope);
  Value visit(const Expression& self, const Conditional& node, const Scope& scope);
  Value visit(const Expression& self, const Tuple& node, const Scope& scope);
  Value visit(const Expression& self, const Object& node, const Scope& scope);
  Value visit(const Expression& self, const For& node, const Scope& scope);
  Value visit(const Expression& self, const Splat& node, const Scope& scope);
  Value visit(const Expression& self, const SplatElement& node, const Scope& scope);
  Value visit(const Expression& self, const Binary& node, const Scope& scope);
  Value visit(const Expression& self, const Unary& node, const Scope& scope);
  Value visit(const Expression& self, const Parentheses& node, const Scope& scope);
  Value visit(const Expression& self, const Template& node, const Scope& scope);
  Value visit(const Expression& self, const TemplateWrap& node, const Scope& scope);
  Value visit(const Expression& self, const TemplateJoin& node, const Scope& scope);

  // evaluate.cpp
  Value object_key(const Object::Item& item, const Scope& scope);
  Value steps(Value value, const std::vector<Step>& steps);
  // evaluate_conditional.cpp
  Value chosen_arm(const Expression& arm, Value value, const Type& type, Diagnostics diagnostics,
                   std::string_view name);
  // evaluate_call.cpp
  struct Argument {
    Range range;  // where messages point
    Value value;
  };
  std::optional<std::vector<Argument>> arguments(const Call& node, const Function& function, const Scope& scope);
  bool expand(const Call& node, const Scope& scope, std::vector<Argument>& arguments);
  bool check_count(const Call& node, const Function& function, const std::vector<Range>& starts);
  void say_call_failure(const Expression& self, const Call& node, const Function& function,
                        const std::vector<Argument>& arguments, const Failure& failure);
  Value attempt(const Expression& self, const Call& node, const Scope& scope);
  Value can(const Call& node, const Function& function, const Scope& scope);
  // evaluate_for.cpp
  bool for_condition_fits(const For& node, const Scope& scope);
  enum class Include { yes, no, unknown };
  Include included(const For& node, const Scope& inner, bool quiet);
  Value for_tuple(const For& node, const Value& collection, const Scope& scope);
  Value for_object(const For& node, const Value& collection, const Scope& scope);
  std::optional<std::string> for_key(const For& node, const Scope& inner, bool quiet);
  Value splat_of_nothing(const Splat& node, const Type& source, const Scope& scope);

  std::string_view m_file;
  Diagnostics m_diagnostics;
  std::vector<std::pair<int, Value>> m_splat_elements;  // current elements, innermost last
};

// A step into a value; `out` stays unknown if it fails.
[[nodiscard]] std::optional<Diagnostic> take_index(const Value& collection, const Value& key, const Range& range,
                                                   Value& out);
[[nodiscard]] std::optional<Diagnostic> take_attribute(const Value& object, const std::string& name, const Range& range,
                                                       Value& out);

// The elements of a collection with their keys, in order: sets have their elements as keys.
// REQUIRES: content of a sequence, map or object type.
[[nodiscard]] std::vector<std::pair<Value, Value>> keyed_elements(const Value& collection);

}  // namespace plumb::hcl
