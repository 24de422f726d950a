// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <plumb/base/error.hpp>
#include <plumb/template/template.hpp>

#include <support/catch.hpp>

using namespace plumb::tmpl;

TEST_CASE("basic values as JSON") {
  CHECK(to_json(Value()) == "null");
  CHECK(to_json(Value(true)) == "true");
  CHECK(to_json(Value(-7)) == "-7");
  CHECK(to_json(Value(1.0)) == "1");
  CHECK(to_json(Value(0.1)) == "0.1");
  CHECK(to_json(Value(123456789.5)) == "123456789.5");
  CHECK(to_json(Value(1e20)) == "100000000000000000000");
  CHECK(to_json(Value(1e21)) == "1e+21");
  CHECK(to_json(Value(0.000001)) == "0.000001");
  CHECK(to_json(Value(1e-7)) == "1e-7");
  CHECK(to_json(Value("<a&b>\xff")) == "\"\\u003ca\\u0026b\\u003e\\ufffd\"");
  CHECK(to_json(Value::bytes("hi\n")) == "\"aGkK\"");
  CHECK_THROWS_WITH(to_json(Value(std::numeric_limits<double>::infinity())), "json: unsupported value: +Inf");
}

TEST_CASE("lists, maps and structs as JSON") {
  CHECK(to_json(Value(List{1, "a", Value()})) == "[1,\"a\",null]");
  CHECK(to_json(Value(List{})) == "[]");
  CHECK(to_json(Value::nil_list()) == "null");
  CHECK(to_json(Value(Value::Map{{"b", 1}, {"a", 2}})) == "{\"a\":2,\"b\":1}");
  Struct record;
  record.fields = {{"Z", "Zed", 1},          {"Hidden", "", 2},
                   {"E", "Empty", "", true}, {"N", "None", Value::nil_list(), true},
                   {"A", "Zero", 0, true},   {"B", "Last", List{}, false}};
  CHECK(to_json(Value(record)) == "{\"Zed\":1,\"Last\":[]}");
}

TEST_CASE("what brings its own JSON keeps it, and is never empty") {
  Struct time;
  time.json = [] { return std::string("\"2026-01-01T00:00:00Z\""); };
  Struct record;
  record.fields = {{"T", "T", time, true}};
  CHECK(to_json(Value(record)) == "{\"T\":\"2026-01-01T00:00:00Z\"}");
}

TEST_CASE("indented JSON is laid out as Go does it") {
  const Value value = Value::Map{{"a", List{1, List{}}}, {"b", Value::Map{}}, {"c", "x{[,:\\\""}};
  CHECK(to_json(value, "", "  ") == "{\n  \"a\": [\n    1,\n    []\n  ],\n  \"b\": {},\n  \"c\": \"x{[,:\\\\\\\"\"\n}");
  CHECK(to_json(value, ">", "\t") ==
        "{\n>\t\"a\": [\n>\t\t1,\n>\t\t[]\n>\t],\n>\t\"b\": {},\n>\t\"c\": \"x{[,:\\\\\\\"\"\n>}");
}
