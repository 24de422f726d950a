// SPDX-License-Identifier: Apache-2.0
// Evaluating expressions in tests: the text of one in, JSON or the message out.
#pragma once

#include <string>

#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/functions.hpp>
#include <plumb/hcl/json.hpp>
#include <plumb/hcl/parse.hpp>

namespace plumb::hcl {

// A scope with the standard functions and a few names: s = "text", n = 5, l = list of "a", "b", o = {k = "v"}.
struct TestScope {
  TestScope() : functions(standard_function), scope(functions) {
    scope.set("s", Value::string("text"));
    scope.set("n", Value::number(5));
    scope.set("l", Value::list(Type::string(), {Value::string("a"), Value::string("b")}));
    scope.set("o", Value::object({{"k", Value::string("v")}}));
  }
  FunctionLookup functions;
  Scope scope;
};

// The value of `text` as JSON, or "f:1,5-6: Summary; Detail" for what is wrong with it: it stands behind "v = ", from
// column 5 on.
inline std::string evaluated(const std::string& text) {
  const Source source{"f", "v = " + text + "\n"};
  const ParseResult parsed = parse(source);
  if (!parsed.diagnostics.empty()) return message(parsed.diagnostics, "f");
  const TestScope names;
  const Evaluation result = evaluate(*parsed.body.attributes.front().value, names.scope, "f");
  if (!result.ok()) return message(result.diagnostics, "f");
  auto json = to_json(result.value, JsonExtras::marked);
  if (const auto* problem = std::get_if<Failure>(&json)) return problem->message;
  return std::get<std::string>(json);
}

}  // namespace plumb::hcl
