// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/parse.hpp>

#include <support/catch.hpp>

using namespace plumb::hcl;

namespace {

std::vector<std::string> mistakes(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& diagnostic : parse({"f", text}).diagnostics) out.push_back(message({diagnostic}, "f"));
  return out;
}

using Mistakes = std::vector<std::string>;

}  // namespace

TEST_CASE("blocks have labels, attributes and blocks") {
  const auto result = parse({"f", "top = 1\nenv \"a\" b {\n  x = 2\n  inner {\n  }\n}\none { y = 3 }\n"});
  REQUIRE(result.diagnostics.empty());
  REQUIRE(result.body.blocks.size() == 2);
  const Block& env = result.body.blocks[0];
  CHECK(env.labels == std::vector<std::string>{"a", "b"});
  CHECK(env.body.attribute("x"));
  CHECK_FALSE(env.body.attribute("y"));
  REQUIRE(env.body.blocks.size() == 1);
  CHECK(describe(env.body.attribute("x")->range, "f") == "f:3,3-8");
  CHECK(result.body.blocks[1].body.attribute("y"));
}

TEST_CASE("line ends may be CRLF, and a byte order mark is passed over") {
  const auto result = parse({"f",
                             "\xEF\xBB\xBF"
                             "a = 1\r\nb = 2\r\n"});
  CHECK(result.diagnostics.empty());
  CHECK(result.body.attributes.size() == 2);
}

TEST_CASE("mistakes in the structure of a file are told where they are") {
  CHECK(mistakes("a = 1\na = 2\n") == Mistakes{"f:2,1-2: Attribute redefined; The argument \"a\" was already set at "
                                               "f:1,1-2. Each argument may be set only once."});
  CHECK(mistakes("a = 1 b = 2\n") ==
        Mistakes{"f:1,7-8: Missing newline after argument; An argument definition must end with a newline."});
  CHECK(mistakes("env \"e\" {\n  v = 1\n") == Mistakes{"f:1,9-10: Unclosed configuration block; There is no closing "
                                                       "brace for this block before the end of the file. This may be "
                                                       "caused by incorrect brace nesting elsewhere in this file."});
  CHECK(mistakes("env \"e\"\n{\n}\n")
            .front()
            .starts_with("f:1,8-2,1: Invalid block definition; A block definition must have block content"));
  CHECK(mistakes("b { a = 1, c = 2 }\n")
            .front()
            .starts_with("f:1,10-11: Invalid single-argument block definition; Single-line"));
  CHECK(mistakes("\"a\" = 1\n") == Mistakes{"f:1,1-2: Invalid argument name; Argument names must not be quoted."});
}

TEST_CASE("after a mistake the parser goes on, and keeps quiet about what follows from it") {
  const auto found = mistakes("a = = 1\nfoo bar\nb = 2\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].starts_with("f:1,5-6: Invalid expression"));
  CHECK(found[1].starts_with("f:2,8-3,1: Invalid block definition"));
}

TEST_CASE("characters that belong to other languages are named") {
  CHECK(mistakes("a = 'x'\n").front() ==
        "f:1,5-6: Invalid character; Single quotes are not valid. Use double quotes (\") to enclose strings.");
  CHECK(mistakes("a = 1;\n").front().starts_with("f:1,6-7: Invalid character; The \";\" character"));
  CHECK(mistakes("a = 1 & 2\n").front() ==
        "f:1,7-8: Unsupported operator; Bitwise operators are not supported. Did you mean boolean AND (\"&&\")?");
  CHECK(mistakes("a = \xff\n").front().starts_with("f:1,5-6: Invalid character encoding"));
}

TEST_CASE("columns count what a person sees as characters") {
  CHECK(mistakes("a = \"żółć😀\" x\n").front().starts_with("f:1,13-14: "));
  CHECK(mistakes("a = \"e\u0301\" x\n").front().starts_with("f:1,9-10: "));
  CHECK(mistakes("\ta =\t) x\n").front().starts_with("f:1,6-7: "));
}

TEST_CASE("mistakes in templates name the sequence") {
  CHECK(mistakes("a = \"%{ if true }x\"\n").front() ==
        "f:1,19-20: Unexpected end of template; The if directive at f:1,6-18 is missing its corresponding endif "
        "directive.");
  CHECK(mistakes("a = \"%{ esle }\"\n").front() ==
        "f:1,9-13: Invalid template control keyword; \"esle\" is not a valid template control keyword. Did you mean "
        "\"else\"?");
  CHECK(mistakes("a = \"x\\q\"\n") ==
        Mistakes{"f:1,7-9: Invalid escape sequence; The symbol \"q\" is not a valid escape sequence selector."});
  CHECK(mistakes("a = <<X\nb\n").front() ==
        "f:3,1-1: Unterminated template string; No closing marker was found for the string.");
}

TEST_CASE("an unclosed bracket is told where the parser found its way again") {
  CHECK(mistakes("a = b[c d]\n") ==
        Mistakes{
            "f:1,10-11: Missing close bracket on index; The index operator must end with a closing bracket (\"]\")."});
}

TEST_CASE("references are the names an expression takes from outside") {
  const auto result = parse({"f", "a = [for x in local.l : x + var.y if z[0].q]\n"});
  REQUIRE(result.diagnostics.empty());
  std::vector<std::string> roots;
  for (const Traversal* reference : references(*result.body.attributes[0].value)) roots.push_back(reference->root);
  CHECK(roots == std::vector<std::string>{"local", "var", "z"});
}

TEST_CASE("a file that is nested absurdly deep is an error, not a crash") {
  const auto repeated = [](const std::string& text) {
    std::string out;
    for (int i = 0; i < 50'000; ++i) out += text;
    return out;
  };
  for (const char* text : {"(", "!", "1 + ", "true ? 1 : ", "\"${", "[for x in "}) {
    CHECK_THROWS_WITH(parse({"f", "a = " + repeated(text)}), Catch::Contains("nested too deeply"));
  }
  CHECK_THROWS_WITH(parse({"f", "a = b" + repeated("[x]")}), Catch::Contains("nested too deeply"));
  CHECK_THROWS_WITH(parse({"f", repeated("b {\n")}), Catch::Contains("nested too deeply"));
}
