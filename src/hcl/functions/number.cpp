// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include <plumb/base/go_text.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

Outcome from_double(double value) {
  if (std::isnan(value)) return Failure{"the result is not a number"};
  if (std::isinf(value)) return Value::number(Number::infinity(value < 0 ? -1 : 1));
  return Value::number(Number::from_double(value));
}

Outcome abs(Arguments a) {
  return Value::number(a[0].as_number().absolute());
}

Outcome ceil(Arguments a) {
  const Number& number = a[0].as_number();
  return Value::number(number.is_infinite() ? number : number.ceiling());
}

Outcome floor(Arguments a) {
  const Number& number = a[0].as_number();
  return Value::number(number.is_infinite() ? number : number.floor());
}

// These two compute in double precision, as Atlas's do; the last of the 17 digits is the C library's.
Outcome log(Arguments a) {
  return from_double(std::log(a[0].as_number().to_double()) / std::log(a[1].as_number().to_double()));
}
Outcome pow(Arguments a) {
  return from_double(std::pow(a[0].as_number().to_double(), a[1].as_number().to_double()));
}

Outcome extreme(Arguments a, int wanted) {
  if (a.empty()) return Failure{"must pass at least one number"};
  const Value* found = &a[0];
  for (const Value& value : a) {
    if (value.as_number().compare(found->as_number()) == wanted) found = &value;
  }
  return *found;
}
Outcome max(Arguments a) {
  return extreme(a, 1);
}
Outcome min(Arguments a) {
  return extreme(a, -1);
}

Outcome parseint(Arguments a) {
  if (!a[0].is(Type::Kind::string))
    return Failure{fmt::format("first argument must be a string, not {}", a[0].type().friendly_name()), 0};
  const auto base = whole_number(a[1]);
  if (!base) return Failure{k_not_whole, 1};
  if (*base < 2 || *base > 62) return Failure{"base must be a whole number between 2 and 62 inclusive", 1};
  if (auto number = Number::parse_integer(a[0].as_string(), static_cast<int>(*base)))
    return Value::number(*std::move(number));
  return Failure{fmt::format("cannot parse {} as a base {} integer", go_quote(a[0].as_string()), *base), 0};
}

Outcome signum(Arguments a) {
  const auto number = whole_number(a[0]);
  if (!number) return Failure{k_not_whole};
  return Value::number(static_cast<std::int64_t>(a[0].as_number().sign()));
}

constexpr Parameter k_num[] = {number_parameter("num")};
constexpr Parameter k_num_base[] = {number_parameter("num"), number_parameter("base")};
constexpr Parameter k_num_power[] = {number_parameter("num"), number_parameter("power")};
constexpr Parameter k_text_base[] = {any_parameter("number"), number_parameter("base")};
constexpr Parameter k_numbers = number_parameter("numbers");

constexpr FunctionEntry k_functions[] = {
    {"abs", k_num, nullptr, abs},
    {"ceil", k_num, nullptr, ceil},
    {"floor", k_num, nullptr, floor},
    {"log", k_num_base, nullptr, log},
    {"max", {}, &k_numbers, max},
    {"min", {}, &k_numbers, min},
    {"pow", k_num_power, nullptr, pow},
    {"signum", k_num, nullptr, signum},
    {"parseint", k_text_base, nullptr, parseint},
};

}  // namespace

FunctionGroup number_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
