// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/json.hpp>

#include <support/catch.hpp>

using namespace plumb::hcl;

namespace {

std::string reread(std::string_view text) {
  const Outcome value = from_json(text);
  if (const Failure* problem = failure(value)) return problem->message;
  return std::get<std::string>(to_json(std::get<Value>(value)));
}

}  // namespace

TEST_CASE("JSON reads and writes back, keys in order and < > & escaped") {
  CHECK(reread(R"( {"b": [1, 2.50, true, null], "a": "<é&\u00e9\ud83d\ude00>\n"} )") ==
        "{\"a\":\"\\u003cé\\u0026é😀\\u003e\\n\",\"b\":[1,2.5,true,null]}");
  CHECK(reread("12345678901234567890123") == "12345678901234567890123");
}

TEST_CASE("mistakes are told in the words of Go's decoder") {
  CHECK(reread("") == "EOF");
  CHECK(reread("{") == "EOF");
  CHECK(reread("nope") == "invalid character 'o' in literal null (expecting 'u')");
  CHECK(reread("[1 2]") == "invalid character '2' after array element");
  CHECK(reread("{\"a\" 1}") == "invalid character '1' after object key");
  CHECK(reread("\"a") == "unexpected EOF");
  CHECK(reread("\"\\x\"") == "invalid character 'x' in string escape code");
  CHECK(reread("1 2") == "extraneous data after JSON object");
}

TEST_CASE("what has no JSON is refused or marked") {
  const Value infinite = Value::number(Number::infinity(1));
  CHECK(std::get<Failure>(to_json(infinite)).message == "cannot serialize infinity as JSON");
  CHECK(std::get<std::string>(to_json(infinite, JsonExtras::marked)) == R"({"$number":"+Inf"})");
  CHECK(std::get<std::string>(to_json(Value::sql_expression("now()"), JsonExtras::marked)) == "{\"$sql\":\"now()\"}");
  CHECK(std::get<std::string>(to_json(Value::type_constant(Type::list(Type::string())), JsonExtras::marked)) ==
        R"({"$type":"list of string"})");
}
