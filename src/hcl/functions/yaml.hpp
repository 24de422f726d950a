// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/hcl/outcome.hpp>

namespace plumb::hcl {

// YAML 1.1 as values: mappings are objects, sequences are tuples.
[[nodiscard]] Outcome from_yaml(std::string_view text);
[[nodiscard]] std::variant<std::string, Failure> to_yaml(const Value& value);
// Several documents merged: mappings key by key, sequences joined, scalars overwritten.
[[nodiscard]] std::variant<std::string, Failure> merge_yaml(const std::vector<std::string_view>& documents);

// A text in double quotes as YAML emitters write it.
[[nodiscard]] std::string yaml_double_quoted(std::string_view text);
// A text as a literal block ("|"), its lines indented; without a line feed at the end.
[[nodiscard]] std::string yaml_literal(std::string_view text, int indentation);
// Whether a literal block can hold the text.
[[nodiscard]] bool yaml_fits_literal(std::string_view text);

}  // namespace plumb::hcl
