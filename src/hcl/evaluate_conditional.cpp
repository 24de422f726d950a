// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include "evaluator.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

std::string describe_difference(const Type& yes, const Type& no);

std::string describe_objects(const Type& yes, const Type& no) {
  for (const auto& [name, type] : yes.attributes()) {
    const Type* other = no.attribute(name);
    if (!other)
      return fmt::format("The 'true' value includes object attribute {}, which is absent in the 'false' value",
                         go_quote(name));
    if (type != *other)
      return fmt::format("Type mismatch for object attribute {}: {}", go_quote(name),
                         describe_difference(type, *other));
  }
  for (const auto& attribute : no.attributes()) {
    if (!yes.attribute(attribute.name)) {
      return fmt::format("The 'false' value includes object attribute {}, which is absent in the 'true' value",
                         go_quote(attribute.name));
    }
  }
  return {};
}

std::string describe_tuples(const Type& yes, const Type& no) {
  if (yes.elements().size() != no.elements().size()) {
    return fmt::format("The 'true' tuple has length {}, but the 'false' tuple has length {}", yes.elements().size(),
                       no.elements().size());
  }
  for (std::size_t i = 0; i < yes.elements().size(); ++i) {
    if (yes.elements()[i] != no.elements()[i]) {
      return fmt::format("Type mismatch for tuple element {}: {}", i,
                         describe_difference(yes.elements()[i], no.elements()[i]));
    }
  }
  return {};
}

// How the types of the two arms differ. REQUIRES: they do.
std::string describe_difference(const Type& yes, const Type& no) {
  if (yes.kind() == no.kind()) {
    std::string deeper;
    if (yes.is(Kind::object)) deeper = describe_objects(yes, no);
    if (yes.is(Kind::tuple)) deeper = describe_tuples(yes, no);
    if (yes.is_collection()) {
      const Kind element = yes.element().kind();
      if (element == no.element().kind() && (element == Kind::object || element == Kind::tuple)) {
        deeper = fmt::format("Mismatched {} element types: {}",
                             yes.is(Kind::list)  ? "list"
                             : yes.is(Kind::set) ? "set"
                                                 : "map",
                             describe_difference(yes.element(), no.element()));
      }
    }
    if (!deeper.empty()) return deeper;
  }
  if (yes.friendly_name() == no.friendly_name()) {
    return "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' "
           "value";
  }
  return fmt::format("The 'true' value is {}, but the 'false' value is {}", yes.friendly_name(), no.friendly_name());
}

bool is_bare_null(const Value& value) {
  return value.is_null() && value.is(Kind::dynamic);
}

std::optional<Type> common_type(const Value& yes, const Value& no) {
  if (is_bare_null(yes)) return no.type();
  if (is_bare_null(no)) return yes.type();
  if (yes.is(Kind::dynamic) || no.is(Kind::dynamic)) return Type::dynamic();
  return unify({yes.type(), no.type()});
}

}  // namespace

// Both arms are evaluated, for the type of the result; only the errors of the one that is taken count.
Value Evaluator::visit(const Expression&, const Conditional& node, const Scope& scope) {
  Diagnostics yes_errors;
  Diagnostics no_errors;
  Value yes = evaluate_apart(*node.if_true, scope, yes_errors);
  Value no = evaluate_apart(*node.if_false, scope, no_errors);
  const auto type = common_type(yes, no);
  if (!type) {
    say(between(node.if_true->range, node.if_false->range), "Inconsistent conditional result types",
        fmt::format("The true and false result expressions must have consistent types. {}.",
                    describe_difference(yes.type(), no.type())));
    return {};
  }
  const Value condition = evaluate(node.condition, scope);
  if (condition.is_null()) {
    say(node.condition->range, "Null condition",
        "The condition value is null. Conditions must either be true or false.");
    return Value::unknown(*type);
  }
  if (!condition.is_known()) return Value::unknown(*type);
  const Outcome converted = convert(condition, Type::boolean());
  if (failure(converted)) {
    say(node.condition->range, "Incorrect condition type", "The condition expression must be of type bool.");
    return Value::unknown(*type);
  }
  if (std::get<Value>(converted).as_bool())
    return chosen_arm(*node.if_true, std::move(yes), *type, std::move(yes_errors), "true");
  return chosen_arm(*node.if_false, std::move(no), *type, std::move(no_errors), "false");
}

Value Evaluator::chosen_arm(const Expression& arm, Value value, const Type& type, Diagnostics diagnostics,
                            std::string_view name) {
  add(std::move(diagnostics));
  Outcome converted = convert(value, type);
  if (const Failure* problem = failure(converted)) {
    say(arm.range, "Inconsistent conditional result types",
        fmt::format("The {} result value has the wrong type: {}.", name, problem->message));
    return Value::unknown(type);
  }
  return std::get<Value>(std::move(converted));
}

}  // namespace plumb::hcl
