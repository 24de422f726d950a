// SPDX-License-Identifier: Apache-2.0
#include "../../../src/template/lexer.hpp"

#include <support/catch.hpp>

using namespace plumb::tmpl;
using Kind = Token::Kind;

namespace {

std::string texts(std::string_view input) {
  std::string out;
  for (const Token& token : tokenize(input)) {
    if (token.kind == Kind::space) continue;
    if (!out.empty()) out += '|';
    out += token.kind == Kind::error ? "!" + token.message : std::string(token.text);
  }
  return out;
}

}  // namespace

TEST_CASE("texts and actions") {
  CHECK(texts("a{{.b | c \"d\"}}e") == "a|{{|.b|||c|\"d\"|}}|e|");
  CHECK(texts("{{$x.y := (.a.b)}}") == "{{|$x|.y|:=|(|.a|.b|)|}}|");
  CHECK(texts("{{if 1}}{{else}}{{end}}") == "{{|if|1|}}|{{|else|}}|{{|end|}}|");
}

TEST_CASE("trim markers need their blank") {
  CHECK(texts("a \n {{- 3 -}} \n b") == "a|{{|3|}}|b|");
  CHECK(texts("a {{-3}} b") == "a |{{|-3|}}| b|");
  CHECK(texts("a {{- /* gone */ -}} b") == "a|b|");
}

TEST_CASE("positions and lines") {
  const std::vector<Token> tokens = tokenize("a\n{{- .b }}\n{{\n.c}}");
  REQUIRE(tokens.size() > 7);
  CHECK(tokens[2].kind == Kind::field);
  CHECK(tokens[2].position == 6);
  CHECK(tokens[2].line == 2);
  const Token& field = tokens[tokens.size() - 3];
  CHECK(field.text == ".c");
  CHECK(field.line == 4);
}

TEST_CASE("what cannot be cut") {
  CHECK(texts("{{") == "{{|!unclosed action");
  CHECK(texts("{{(}}") == "{{|(|!unclosed left paren");
  CHECK(texts("{{)") == "{{|!unexpected right paren");
  CHECK(texts("{{\"a") == "{{|!unterminated quoted string");
  CHECK(texts("{{\"a\\\n\"}}") == "{{|!unterminated quoted string");
  CHECK(texts("{{`a") == "{{|!unterminated raw quoted string");
  CHECK(texts("{{'a") == "{{|!unterminated character constant");
  CHECK(texts("{{/* a") == "!unclosed comment");
  CHECK(texts("{{/* a */ b}}") == "!comment ends before closing delimiter");
  CHECK(texts("{{1x}}") == "{{|!bad number syntax: \"1x\"");
  CHECK(texts("{{a:b}}") == "{{|a|!expected :=");
  CHECK(texts("{{“x”}}") == "{{|!unrecognized character in action: U+201C '“'");
  CHECK(texts("{{.a\"b\"}}") == "{{|!bad character U+0022 '\"'");
}

TEST_CASE("tokens in error messages are cut to ten characters") {
  const auto shown = [](std::string_view input) { return describe(tokenize(input)[1]); };
  CHECK(shown("{{\"abcdefghijklm\"}}") == "\"\\\"abcdefghi\"...");
  CHECK(shown("{{end}}") == "<end>");
  CHECK(shown("{{.}}") == "<.>");
}
