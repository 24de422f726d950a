// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/text_list.hpp>
#include <support/catch.hpp>

#include <plumb/base/error.hpp>

using plumb::catalog::parse_text_list;
using List = std::vector<std::string>;

TEST_CASE("a list is read as the server writes it") {
  CHECK(parse_text_list("[]").empty());
  CHECK(parse_text_list(R"(["a"])") == List{"a"});
  CHECK(parse_text_list(R"(["a","","b,]\"c\""])") == List{"a", "", "b,]\"c\""});
  CHECK(parse_text_list(R"(["\\ \/ \b\f\n\r\t \u001f","ä"])") == List{"\\ / \b\f\n\r\t \x1f", "ä"});
}

TEST_CASE("anything else is an error") {
  for (const char* text :
       {"", "[", "]", "a", "[\"a", "[\"a\"", "[\"a\",]", "[1]", "[\"a\"] ", "[\"\\x\"]", "[\"\\u12\"]", "[\"\\"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_text_list(text), plumb::Error);
  }
}
