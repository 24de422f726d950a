// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/json.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

Outcome jsonencode(Arguments a) {
  auto text = to_json(a[0]);
  if (auto* problem = std::get_if<Failure>(&text)) return std::move(*problem);
  return Value::string(std::get<std::string>(text));
}

Outcome jsondecode(Arguments a) {
  return from_json(a[0].as_string());
}

constexpr Parameter k_val[] = {nullable_parameter("val")};
constexpr Parameter k_str[] = {text_parameter("str")};

constexpr FunctionEntry k_functions[] = {
    {"jsondecode", k_str, nullptr, jsondecode},
    {"jsonencode", k_val, nullptr, jsonencode},
};

}  // namespace

FunctionGroup json_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
