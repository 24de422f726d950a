// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/hcl/convert.hpp>

#include "evaluator.hpp"

namespace plumb::hcl {
namespace {

Type operand_type(Operator op) {
  switch (op) {
    case Operator::logical_and:
    case Operator::logical_or:
    case Operator::logical_not:
      return Type::boolean();
    case Operator::equal:
    case Operator::not_equal:
      return Type::dynamic();
    default:
      return Type::number();
  }
}

Type result_type(Operator op) {
  switch (op) {
    case Operator::add:
    case Operator::subtract:
    case Operator::multiply:
    case Operator::divide:
    case Operator::modulo:
    case Operator::negate:
      return Type::number();
    default:
      return Type::boolean();
  }
}

Outcome number_or(std::optional<Number> number, const char* message) {
  if (number) return Value::number(*std::move(number));
  return Failure{message};
}

Outcome arithmetic(Operator op, const Number& a, const Number& b) {
  switch (op) {
    case Operator::add:
      return number_or(a.plus(b), "can't compute sum of opposing infinities");
    case Operator::subtract:
      return number_or(a.minus(b), "can't subtract infinity from itself");
    case Operator::multiply:
      return number_or(a.times(b), "can't multiply zero by infinity");
    case Operator::divide:
      return number_or(a.divided_by(b), "can't divide zero by zero or infinity by infinity");
    case Operator::modulo:
      return number_or(a.modulo(b), "can't use modulo with zero and infinity");
    case Operator::greater:
      return Value::boolean(a.compare(b) > 0);
    case Operator::greater_equal:
      return Value::boolean(a.compare(b) >= 0);
    case Operator::less:
      return Value::boolean(a.compare(b) < 0);
    default:
      return Value::boolean(a.compare(b) <= 0);
  }
}

Outcome apply(Operator op, const Value& a, const Value& b) {
  if (op == Operator::equal || op == Operator::not_equal) {
    const auto same = equals(a, b);
    if (!same) return Value::unknown(Type::boolean());
    return Value::boolean(*same == (op == Operator::equal));
  }
  if (a.is_null() || b.is_null()) return Failure{"argument must not be null"};
  if (!a.is_known() || !b.is_known()) return Value::unknown(result_type(op));
  if (op == Operator::logical_and) return Value::boolean(a.as_bool() && b.as_bool());
  if (op == Operator::logical_or) return Value::boolean(a.as_bool() || b.as_bool());
  return arithmetic(op, a.as_number(), b.as_number());
}

Outcome apply(Operator op, const Value& operand) {
  if (operand.is_null()) return Failure{"argument must not be null"};
  if (!operand.is_known()) return Value::unknown(result_type(op));
  if (op == Operator::logical_not) return Value::boolean(!operand.as_bool());
  return Value::number(operand.as_number().negated());
}

}  // namespace

Value Evaluator::visit(const Expression& self, const Binary& node, const Scope& scope) {
  const std::size_t before = m_diagnostics.size();
  Value left = evaluate(node.left, scope);
  Value right = evaluate(node.right, scope);
  const auto prepare = [&](Value& value, const ExpressionPtr& operand, std::string_view side) {
    Outcome converted = convert(value, operand_type(node.op));
    if (const Failure* problem = failure(converted)) {
      say(operand->range, "Invalid operand",
          fmt::format("Unsuitable value for {} operand: {}.", side, problem->message));
    } else {
      value = std::get<Value>(std::move(converted));
    }
  };
  prepare(left, node.left, "left");
  prepare(right, node.right, "right");
  if (m_diagnostics.size() > before) return Value::unknown(result_type(node.op));
  Outcome result = apply(node.op, left, right);
  if (const Failure* problem = failure(result)) {
    say(self.range, "Operation failed", fmt::format("Error during operation: {}.", problem->message));
    return Value::unknown(result_type(node.op));
  }
  return std::get<Value>(std::move(result));
}

Value Evaluator::visit(const Expression& self, const Unary& node, const Scope& scope) {
  const std::size_t before = m_diagnostics.size();
  const Outcome converted = convert(evaluate(node.operand, scope), operand_type(node.op));
  if (const Failure* problem = failure(converted)) {
    say(node.operand->range, "Invalid operand",
        fmt::format("Unsuitable value for unary operand: {}.", problem->message));
  }
  if (m_diagnostics.size() > before) return Value::unknown(result_type(node.op));
  Outcome result = apply(node.op, std::get<Value>(converted));
  if (const Failure* problem = failure(result)) {
    say(self.range, "Operation failed", fmt::format("Error during operation: {}.", problem->message));
    return Value::unknown(result_type(node.op));
  }
  return std::get<Value>(std::move(result));
}

}  // namespace plumb::hcl
