// SPDX-License-Identifier: Apache-2.0
#include <plumb/project/environment.hpp>

#include <support/catch.hpp>

using plumb::project::parse_vars;

using Vars = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("--var is a record of names and values") {
  CHECK(parse_vars({"a=1,b=2", "c==3"}) == Vars{{"a", "1"}, {"b", "2"}, {"c", "=3"}});
  CHECK(parse_vars({"\"v=a,b\"", "v= a ", "=x"}) == Vars{{"v", "a,b"}, {"v", " a "}, {"", "x"}});
  CHECK(parse_vars({"v=a\nb"}) == Vars{{"v", "a"}});
}

TEST_CASE("a --var without a sign or with a stray quote is refused") {
  CHECK_THROWS_WITH(parse_vars({"v=a,b"}), "variables must be format as key=value, got: \"b\"");
  CHECK_THROWS_WITH(parse_vars({"v=a\"b"}), "parse error on line 1, column 4: bare \" in non-quoted-field");
  CHECK_THROWS_WITH(parse_vars({""}), "EOF");
}
