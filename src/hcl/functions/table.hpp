// SPDX-License-Identifier: Apache-2.0
// Functions as constant tables, one for each group: looking one up costs nothing at start-up.
#pragma once

#include <span>
#include <string_view>

#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/outcome.hpp>

namespace plumb::hcl {

struct FunctionEntry {
  std::string_view name;
  std::span<const Parameter> parameters;
  const Parameter* rest = nullptr;
  Outcome (*call)(Arguments) = nullptr;
  Function::Special special = Function::Special::none;
};

using FunctionGroup = std::span<const FunctionEntry>;

[[nodiscard]] FunctionGroup collection_functions();
[[nodiscard]] FunctionGroup conversion_functions();
[[nodiscard]] FunctionGroup csv_functions();
[[nodiscard]] FunctionGroup date_functions();
[[nodiscard]] FunctionGroup format_functions();
[[nodiscard]] FunctionGroup json_functions();
[[nodiscard]] FunctionGroup mapping_functions();
[[nodiscard]] FunctionGroup number_functions();
[[nodiscard]] FunctionGroup regex_functions();
[[nodiscard]] FunctionGroup sequence_functions();
[[nodiscard]] FunctionGroup set_functions();
[[nodiscard]] FunctionGroup string_functions();
[[nodiscard]] FunctionGroup url_functions();
[[nodiscard]] FunctionGroup yaml_functions();

// Kinds of parameters that many functions share.
inline constexpr Parameter any_parameter(std::string_view name) {
  return {name, Parameter::Kind::any};
}
inline constexpr Parameter nullable_parameter(std::string_view name) {
  return {name, Parameter::Kind::any, Parameter::Null::allowed};
}
inline constexpr Parameter text_parameter(std::string_view name) {
  return {name, Parameter::Kind::string};
}
inline constexpr Parameter number_parameter(std::string_view name) {
  return {name, Parameter::Kind::number};
}

// A whole number, or why a value is none.
inline constexpr const char* k_not_whole =
    "value must be a whole number, between -9223372036854775808 and 9223372036854775807";
[[nodiscard]] inline std::optional<std::int64_t> whole_number(const Value& value) {
  return value.as_number().to_int64();
}

}  // namespace plumb::hcl
