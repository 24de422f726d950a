// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "loading.hpp"

using namespace plumb;
using namespace plumb::project;

namespace {

std::string value_of(const std::string& type, const std::string& fallback,
                     std::vector<std::pair<std::string, std::string>> vars = {}) {
  const ProjectFolder folder;
  const std::string text = "variable \"v\" {\n  type = " + type + "\n" +
                           (fallback.empty() ? "" : "  default = " + fallback + "\n") +
                           "}\nenv \"e\" {\n  r = [var.v]\n}\n";
  try {
    const auto project = folder.load(text, "e", std::move(vars));
    return std::get<std::string>(hcl::to_json(project.selected.at(0).evaluated->as_map().at("r").as_list().at(0)));
  } catch (const Error& error) {
    return error.message().substr(error.message().rfind('/') + 1);
  }
}

}  // namespace

TEST_CASE("--var goes before the default, and is converted") {
  CHECK(value_of("string", "\"d\"") == "\"d\"");
  CHECK(value_of("string", "\"d\"", {{"v", "x"}}) == "\"x\"");
  CHECK(value_of("number", "", {{"v", "1.50"}}) == "1.5");
  CHECK(value_of("bool", "", {{"v", "1"}}) == "true");
  CHECK(value_of("bool", "", {{"v", "True"}}) ==
        "variable \"v\": a bool is required; to convert from string, use lowercase \"true\"");
  CHECK(value_of("string", "") == "missing value for required variable \"v\"");
}

TEST_CASE("a list takes one value, or several") {
  CHECK(value_of("list(string)", "", {{"v", "a"}}) == R"(["a"])");
  CHECK(value_of("list(string)", "", {{"v", "a"}, {"v", "b"}}) == R"(["a","b"])");
  CHECK(value_of("list(number)", "", {{"v", "1"}}) == "variable \"v\": list of number required");
  CHECK(value_of("set(string)", "", {{"v", "a"}}) == "variable \"v\": set of string required");
  CHECK(value_of("string", "", {{"v", "a"}, {"v", "b"}}) == "variable \"v\": string required");
  CHECK(value_of("object({ a = string, b = number })", "{ a = 1, b = \"2\", c = 3 }") == R"({"a":"1","b":2})");
}

TEST_CASE("a variable block has a type, and nothing that is not known") {
  const ProjectFolder folder;
  CHECK(
      folder.evaluated("variable \"v\" {\n}\n") ==
      "atlas.hcl:1,14-14: Missing required argument; The argument \"type\" is required, but no definition was found.");
  CHECK(folder.evaluated("variable \"v\" {\n  type = string\n  defualt = 1\n}\n") ==
        "atlas.hcl:3,3-10: Unsupported argument; An argument named \"defualt\" is not expected here. Did you mean "
        "\"default\"?");
  CHECK(folder.evaluated("variable {\n  type = string\n}\n") ==
        "atlas.hcl:1,10-11: Missing  for variable; All variable blocks must have 1 labels ().");
  CHECK(value_of("\"string\"", "").find("invalid type \"string\" for variable \"v\"") == 0);
  CHECK(value_of("any", "1") ==
        "atlas.hcl:2,10-13: Unknown variable; There is no variable named \"any\". Did you mean \"int\"?");
}
