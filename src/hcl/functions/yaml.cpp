// SPDX-License-Identifier: Apache-2.0
#include "yaml.hpp"

#include "table.hpp"

namespace plumb::hcl {
namespace {

Outcome text_or_failure(std::variant<std::string, Failure> result) {
  if (auto* problem = std::get_if<Failure>(&result)) return std::move(*problem);
  return Value::string(std::get<std::string>(result));
}

Outcome yamldecode(Arguments a) {
  return from_yaml(a[0].as_string());
}
Outcome yamlencode(Arguments a) {
  return text_or_failure(to_yaml(a[0]));
}

// None gives null, one comes back as it is.
Outcome yamlmerge(Arguments a) {
  if (a.empty()) return Value::null(Type::string());
  if (a.size() == 1) return a[0];
  std::vector<std::string_view> documents;
  for (const Value& value : a) documents.emplace_back(value.as_string());
  return text_or_failure(merge_yaml(documents));
}

constexpr Parameter k_src[] = {text_parameter("src")};
constexpr Parameter k_value[] = {nullable_parameter("value")};
constexpr Parameter k_values = text_parameter("values");

constexpr FunctionEntry k_functions[] = {
    {"yamldecode", k_src, nullptr, yamldecode},
    {"yamlencode", k_value, nullptr, yamlencode},
    {"yamlmerge", {}, &k_values, yamlmerge},
};

}  // namespace

FunctionGroup yaml_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
