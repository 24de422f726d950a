// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "evaluating.hpp"

using namespace plumb::hcl;

TEST_CASE("operators bind as in the table, from left to right") {
  CHECK(evaluated("2 + 3 * 4") == "14");
  CHECK(evaluated("10 - 2 - 3") == "5");
  CHECK(evaluated("!false && false || true") == "true");
  CHECK(evaluated("-n + 1") == "-4");
  CHECK(evaluated("1 + 2 == 3") == "true");
}

TEST_CASE("operands convert, and say so when they do not") {
  CHECK(evaluated("\"5\" + 5") == "10");
  CHECK(evaluated("true + 1") == "f:1,5-9: Invalid operand; Unsuitable value for left operand: number required.");
  CHECK(evaluated("null + 1") == "f:1,5-13: Operation failed; Error during operation: argument must not be null.");
  CHECK(
      evaluated("0 / 0").starts_with("f:1,5-10: Operation failed; Error during operation: can't divide zero by zero"));
}

TEST_CASE("a conditional has the type both arms have in common") {
  CHECK(evaluated("true ? 1 : \"a\"") == "\"1\"");
  CHECK(evaluated("true ? { a = 1 } : { b = \"x\" }") == R"({"a":"1"})");
  CHECK(evaluated("false ? l : []") == "[]");
  CHECK(evaluated("true ? 1 : true") ==
        "f:1,12-20: Inconsistent conditional result types; The true and false result expressions must have consistent "
        "types. The 'true' value "
        "is number, but the 'false' value is bool.");
}

TEST_CASE("only the errors of the arm that is taken count") {
  CHECK(evaluated("true ? 1 : nope(2)") == "1");
  CHECK(evaluated("false ? 1 : nope(2)") ==
        "f:1,17-21: Call to unknown function; There is no function named \"nope\".");
}

TEST_CASE("steps lead into values") {
  CHECK(evaluated("l[1]") == "\"b\"");
  CHECK(evaluated("l[\"0\"]") == "\"a\"");
  CHECK(evaluated("o.k") == "\"v\"");
  CHECK(evaluated("l.0") == "\"a\"");
  CHECK(evaluated("l[2]").find("greater than or equal to the length") != std::string::npos);
  CHECK(evaluated("o.z") == "f:1,6-8: Unsupported attribute; This object does not have an attribute named \"z\".");
  CHECK(evaluated("s.z") ==
        "f:1,6-8: Unsupported attribute; Can't access attributes on a primitive-typed value (string).");
  CHECK(evaluated("nope").starts_with("f:1,5-9: Unknown variable; There is no variable named \"nope\"."));
}

TEST_CASE("splats visit each element, or the one value there is") {
  CHECK(evaluated("[o, o][*].k") == R"(["v","v"])");
  CHECK(evaluated("[o].*.k") == R"(["v"])");
  CHECK(evaluated("s[*]") == R"(["text"])");
  CHECK(evaluated("null[*]") == "[]");
}

TEST_CASE("for makes tuples and objects") {
  CHECK(evaluated("[for i, x in l : \"${i}${x}\"]") == R"(["0a","1b"])");
  CHECK(evaluated("[for x in l : x if x != \"a\"]") == R"(["b"])");
  CHECK(evaluated("{ for x in l : upper(x) => x }") == R"({"A":"a","B":"b"})");
  CHECK(evaluated("{ for x in [\"a\", \"ab\", \"b\"] : substr(x, 0, 1) => x... }") == R"({"a":["a","ab"],"b":["b"]})");
  CHECK(evaluated("{ for x in [1, 1] : x => x }").find("Two different items produced the key \"1\"") !=
        std::string::npos);
  CHECK(evaluated("[for x in s : x]") ==
        "f:1,15-16: Iteration over non-iterable value; A value of type string cannot be used as the collection in a "
        "'for' expression.");
}

TEST_CASE("templates put values into text, and one alone keeps its type") {
  CHECK(evaluated("\"a-${n}-${true}\"") == "\"a-5-true\"");
  CHECK(evaluated("\"${l}\"") == R"(["a","b"])");
  CHECK(evaluated("\"$${a} %%{b} $ %\"") == "\"${a} %{b} $ %\"");
  CHECK(evaluated("\"%{ for x in l }<${x}>%{ endfor }%{ if n > 4 }!%{ else }?%{ endif }\"") ==
        "\"\\u003ca\\u003e\\u003cb\\u003e!\"");
  CHECK(evaluated("\"a  ${~ \"b\" ~}  c\"") == "\"abc\"");
  CHECK(evaluated("\"x${null}\"").find("The expression result is null.") != std::string::npos);
}

TEST_CASE("heredocs keep their lines, and <<- takes the common indentation off") {
  CHECK(evaluated("<<X\n  a\n    b\nX") == "\"  a\\n    b\\n\"");
  CHECK(evaluated("<<-X\n    a\n\n      b\n  X") == "\"a\\n\\n  b\\n\"");
  CHECK(evaluated("<<-X\n    %{ for x in l ~}\n    - ${x}\n    %{ endfor ~}\n  X") == "\"    - a\\n    - b\\n\"");
  CHECK(evaluated("<<X\n\\n ${n} $${x}\nX") == "\"\\\\n 5 ${x}\\n\"");
}

TEST_CASE("all errors of an expression are found") {
  CHECK(evaluated("nope1 + nope2") ==
        "f:1,5-10: Unknown variable; There is no variable named \"nope1\"., and 1 other diagnostic(s)");
}

TEST_CASE("calls check their arguments") {
  CHECK(
      evaluated("upper()") ==
      "f:1,11-12: Not enough function arguments; Function \"upper\" expects 1 argument(s). Missing value for \"str\".");
  CHECK(evaluated("upper(\"a\", \"b\")") ==
        "f:1,17-18: Too many function arguments; Function \"upper\" expects only 1 argument(s).");
  CHECK(evaluated("upper([1])") ==
        "f:1,11-12: Invalid function argument; Invalid value for \"str\" parameter: string required.");
  CHECK(evaluated("upper(null)") ==
        "f:1,11-15: Invalid function argument; Invalid value for \"str\" parameter: argument must not be null.");
  CHECK(evaluated("max([1, 5, 3]...)") == "5");
}

TEST_CASE("try and can look at errors instead of failing") {
  CHECK(evaluated("try(o.z, nope, \"d\")") == "\"d\"");
  CHECK(evaluated("[can(o.k), can(o.z)]") == "[true,false]");
  CHECK(evaluated("try(o.z)") ==
        "f:1,5-9: Error in function call; Call to function \"try\" failed: no expression succeeded:\n- Unsupported "
        "attribute (at f:1,10-12)\n  "
        "This object does not have an attribute named \"z\".\n\nAt least one expression must produce a successful "
        "result.");
}

TEST_CASE("keys of objects stand for themselves unless they are in parentheses") {
  CHECK(evaluated("{ s = 1, (s) = 2, null = 3 }") == R"({"null":3,"s":1,"text":2})");
  CHECK(evaluated("{ o.k = 1 }").starts_with("f:1,7-10: Ambiguous attribute key;"));
}

TEST_CASE("constants are expressions without names and functions") {
  const auto constant = [](const std::string& text) {
    const Source source{"f", "v = " + text + "\n"};
    return evaluate_constant(*parse(source).body.attributes.front().value).has_value();
  };
  CHECK(constant("[1, \"a${2}\"]"));
  CHECK_FALSE(constant("upper(\"a\")"));
  CHECK_FALSE(constant("x"));
}
