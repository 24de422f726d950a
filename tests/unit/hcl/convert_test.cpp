// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/convert.hpp>

#include <plumb/hcl/json.hpp>

#include <support/catch.hpp>

using namespace plumb::hcl;

namespace {

std::string converted(const Value& value, const Type& want) {
  const Outcome out = convert(value, want);
  if (const Failure* problem = failure(out)) return problem->message;
  return std::get<std::string>(to_json(std::get<Value>(out)));
}

const Value k_one = Value::string("1");
const Value k_text = Value::string("x");

}  // namespace

TEST_CASE("texts become numbers and booleans where they can") {
  CHECK(converted(k_one, Type::number()) == "1");
  CHECK(converted(k_one, Type::boolean()) == "true");
  CHECK(converted(k_text, Type::number()) == "a number is required");
  CHECK(converted(Value::string("True"), Type::boolean()) ==
        "a bool is required; to convert from string, use lowercase \"true\"");
  CHECK(converted(Value::boolean(true), Type::number()) == "number required");
  CHECK(converted(Value::boolean(true), Type::string()) == "\"true\"");
}

TEST_CASE("tuples become lists and sets of one type") {
  const Value mixed = Value::tuple({k_text, Value::number(2), k_text});
  CHECK(converted(mixed, Type::list(Type::dynamic())) == R"(["x","2","x"])");
  CHECK(converted(mixed, Type::set(Type::dynamic())) == R"(["2","x"])");
  CHECK(converted(mixed, Type::list(Type::number())) == "a number is required");
  CHECK(converted(Value::tuple({k_text, Value::tuple({})}), Type::list(Type::dynamic())) ==
        "all list elements must have the same type");
  CHECK(converted(Value::tuple({Value::tuple({})}), Type::list(Type::string())) == "element 0: string required");
}

TEST_CASE("objects lose what is not asked for, and must have what is") {
  const Value object = Value::object({{"a", Value::number(1)}, {"b", k_text}});
  CHECK(converted(object, Type::object({{"a", Type::string()}})) == R"({"a":"1"})");
  CHECK(converted(object, Type::object({{"c", Type::string()}})) == "attribute \"c\" is required");
  CHECK(converted(object, Type::object({{"c", Type::string()}, {"d", Type::string()}})) ==
        "attributes \"c\" and \"d\" are required");
  CHECK(converted(object, Type::map(Type::string())) == R"({"a":"1","b":"x"})");
}

TEST_CASE("a mismatch names what was wanted") {
  CHECK(converted(k_text, Type::list(Type::number())) == "list of number required");
  CHECK(converted(k_text, Type::set(Type::dynamic())) == "set of any single type required");
  CHECK(converted(Value::list(Type::string(), {k_text}), Type::map(Type::string())) == "map of string required");
  CHECK(converted(Value::list(Type::string(), {k_text}), Type::list(Type::list(Type::string()))) ==
        "incorrect list element type: list of string required");
}

TEST_CASE("a null keeps being null, in the new type") {
  const Outcome out = convert(Value::null(), Type::list(Type::string()));
  CHECK(std::get<Value>(out).is_null());
  CHECK(std::get<Value>(out).type() == Type::list(Type::string()));
}

TEST_CASE("types unify to the more general one") {
  const Type pair = Type::tuple({Type::string(), Type::number()});
  CHECK(unify({Type::number(), Type::string()}) == Type::string());
  CHECK(unify({Type::number(), Type::boolean()}) == std::nullopt);
  CHECK(unify({Type::tuple({Type::string()}), Type::tuple({})}) == Type::list(Type::string()));
  CHECK(unify({pair, Type::tuple({Type::string(), Type::string()})}) == Type::tuple({Type::string(), Type::string()}));
  CHECK(unify({Type::object({{"a", Type::number()}}), Type::object({{"b", Type::string()}})}) ==
        Type::map(Type::string()));
  CHECK(unify({Type::list(Type::string()), pair}) == Type::list(Type::string()));
  CHECK(unify({pair, Type::object({})}) == std::nullopt);
  CHECK(unify({Type::dynamic(), Type::number()}) == Type::number());
  CHECK(unify({}) == std::nullopt);
}
