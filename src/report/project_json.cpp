// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/project_json.hpp>

#include <plumb/base/error.hpp>
#include <plumb/hcl/json.hpp>
#include <plumb/hcl/value.hpp>

namespace plumb::report {
namespace {

using hcl::Value;

Value with_hidden_passwords(const Value& env) {
  Value::Map out = env.as_map();
  for (const char* name : {"url", "dev"}) {
    const auto at = out.find(name);
    if (at == out.end() || at->second.as_string().empty()) continue;
    at->second = Value::string(Secret(at->second.as_string()).redacted());
  }
  return Value::object(std::move(out));
}

}  // namespace

std::string project_json(const project::Project& project, Passwords passwords) {
  Value::List envs;
  for (const auto& environment : project.selected) {
    envs.push_back(passwords == Passwords::hidden ? with_hidden_passwords(*environment.evaluated)
                                                  : *environment.evaluated);
  }
  auto json = hcl::to_json(Value::object({{"envs", Value::tuple(std::move(envs))}}), hcl::JsonExtras::marked);
  if (const auto* problem = std::get_if<hcl::Failure>(&json)) throw Error(problem->message);
  return std::get<std::string>(std::move(json));
}

}  // namespace plumb::report
