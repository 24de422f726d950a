// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>
#include <plumb/template/template.hpp>

#include <support/catch.hpp>

using namespace plumb::tmpl;

namespace {

std::string render(std::string_view text, bool colour = false) {
  return Template::parse("t", text, atlas_functions(colour))
      .execute(Value::Map{{"s", Value(List{"p", "q"}).with_type("[]string")}});
}

bool fails_with(std::string_view text, std::string_view part) {
  try {
    (void)render(text);
    return false;
  } catch (const plumb::Error& e) {
    return e.message().find(part) != std::string::npos;
  }
}

}  // namespace

TEST_CASE("colours are escape sequences, or nothing") {
  CHECK(render(
            "{{ cyan \"a\" }}{{ green \"b\" }}{{ red \"c\" }}{{ yellow \"d\" }}{{ redBgWhiteFg \"e\" }}{{ cyan \"\" }}",
            true) ==
        "\033[36ma\033[0m\033[92mb\033[0m\033[91mc\033[0m\033[33md\033[0m\033[97;101me\033[0;0m\033[36m\033[0m");
  CHECK(render("{{ cyan \"a\" }}{{ redBgWhiteFg \"e\" }}") == "ae");
}

TEST_CASE("functions on texts and numbers") {
  CHECK(render("{{ add 1 2 }} {{ sub 1 2 }}") == "3 -1");
  CHECK(render("{{ upper \"aé\" }} {{ lower \"AÉ\" }}") == "AÉ aé");
  CHECK(render("{{ repeat \"ab\" 3 }}") == "ababab");
  CHECK(render("{{ join .s \", \" }}") == "p, q");
  CHECK(render("{{ indent_ln \"a\\nb\\n\" 2 }}|") == "a\n  b\n  |");
  CHECK(render("{{ range maxWidth \"aa bb cccccc d\" 5 }}[{{ . }}]{{ end }}") == "[aa bb][cccccc][d]");
  CHECK(fails_with("{{ repeat \"a\" -1 }}", "negative Repeat count"));
}

TEST_CASE("json_merge joins the top level and sorts every level") {
  CHECK(render("{{ json_merge `{\"z\":{\"y\":1,\"b\":[1.50]}}` `{\"a\":\"\\u003c\",\"z\":{\"c\":null}}` }}") ==
        "{\"a\":\"\\u003c\",\"z\":{\"c\":null}}");
  CHECK(render("{{ json_merge }}") == "null");
  CHECK(fails_with("{{ json_merge `{\"a\":tru}` }}", "invalid character '}' in literal true (expecting 'e')"));
  CHECK(fails_with("{{ json_merge `{` }}", "unexpected end of JSON input"));
  CHECK(fails_with("{{ json_merge `[1]` }}",
                   "json: cannot unmarshal array into Go value of type map[string]interface {}"));
}
