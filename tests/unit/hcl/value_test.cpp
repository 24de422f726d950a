// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/value.hpp>

#include <support/catch.hpp>

using namespace plumb::hcl;

TEST_CASE("texts are kept in normal form C") {
  CHECK(Value::string("e\u0301").as_string() == "\u00e9");
}

TEST_CASE("a set is in order and without doubles") {
  const auto text = [](const char* value) { return Value::string(value); };
  const Value texts = Value::set(Type::string(), {text("b"), text("a"), text("b"), text("B")});
  REQUIRE(texts.length() == 3);
  CHECK(texts.as_list()[0].as_string() == "B");
  CHECK(texts.as_list()[2].as_string() == "b");
  const Value numbers = Value::set(Type::number(), {Value::number(10), Value::number(9)});
  CHECK(numbers.as_list()[0].as_number() == Number::from_int(9));
}

TEST_CASE("equality never crosses types") {
  CHECK(equals(Value::string("1"), Value::number(1)) == false);
  CHECK(equals(Value::tuple({}), Value::list(Type::string(), {})) == false);
  CHECK(equals(Value::null(), Value::null(Type::string())) == true);
  CHECK(equals(Value::null(), Value::string("")) == false);
  CHECK(equals(Value::object({{"a", Value::number(1)}}), Value::object({{"a", Value::number(1)}})) == true);
  CHECK(equals(Value::unknown(), Value::number(1)) == std::nullopt);
}

TEST_CASE("a value is wholly known if everything in it is") {
  CHECK(Value::tuple({Value::null()}).is_wholly_known());
  CHECK_FALSE(Value::tuple({Value::object({{"a", Value()}})}).is_wholly_known());
}

TEST_CASE("types have names for people") {
  CHECK(Type::map(Type::list(Type::number())).friendly_name() == "map of list of number");
  CHECK(Type::set(Type::dynamic()).constraint_name() == "set of any single type");
  CHECK(Type::object({{"b", Type::string()}, {"a", Type::number()}}) ==
        Type::object({{"a", Type::number()}, {"b", Type::string()}}));
  CHECK(Type::object({{"a", Type::number()}}) != Type::object({{"a", Type::string()}}));
}
