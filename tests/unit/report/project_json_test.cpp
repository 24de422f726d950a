// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/project_json.hpp>

#include <plumb/hcl/value.hpp>

#include <support/catch.hpp>

using namespace plumb;
using hcl::Value;

namespace {

project::Project project_with(Value::Map attributes) {
  project::Project out;
  out.selected.emplace_back();
  out.selected.back().evaluated = std::make_shared<const Value>(Value::object(std::move(attributes)));
  return out;
}

}  // namespace

TEST_CASE("environments are objects of their values") {
  CHECK(report::project_json(
            project_with({{"name", Value::string("e")}, {"n", Value::null()}, {"x", Value::number(1)}})) ==
        R"({"envs":[{"n":null,"name":"e","x":1}]})");
}

TEST_CASE("passwords are hidden unless they are asked for") {
  const auto project = project_with({{"url", Value::string("postgres://u:secret@h/d")}, {"dev", Value::string("")}});
  CHECK(report::project_json(project) == R"({"envs":[{"dev":"","url":"postgres://u:xxxxx@h/d"}]})");
  CHECK(report::project_json(project, report::Passwords::shown) ==
        R"({"envs":[{"dev":"","url":"postgres://u:secret@h/d"}]})");
}
