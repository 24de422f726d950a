// SPDX-License-Identifier: Apache-2.0
#include "variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>
#include <plumb/hcl/suggestion.hpp>

namespace plumb::project {
namespace {

using hcl::Diagnostics;
using hcl::Type;
using hcl::Value;

constexpr std::array<std::string_view, 3> k_arguments = {"default", "description", "type"};

struct Variable {
  std::string name;
  Value type;
  std::optional<Value> fallback;
};

bool is_argument(std::string_view name) {
  return std::find(k_arguments.begin(), k_arguments.end(), name) != k_arguments.end();
}

bool check_labels(const hcl::Block& block, Diagnostics& errors) {
  // Atlas's labels have no name: hence the empty parentheses and the two blanks.
  if (block.labels.size() > 1) {
    errors.push_back(
        {block.label_ranges[1], "Extraneous label for variable", "Only 1 labels () are expected for variable blocks."});
  } else if (block.labels.empty()) {
    errors.push_back({block.open_brace, "Missing  for variable", "All variable blocks must have 1 labels ()."});
  }
  return block.labels.size() == 1;
}

void check_content(const hcl::Body& body, Diagnostics& errors) {
  if (!body.attribute("type")) {
    errors.push_back({{body.range.start, body.range.start},
                      "Missing required argument",
                      "The argument \"type\" is required, but no definition was found."});
  }
  for (const auto& attribute : body.attributes) {
    if (is_argument(attribute.name)) continue;
    std::vector<std::string_view> free;
    for (const std::string_view name : k_arguments) {
      if (!body.attribute(name)) free.push_back(name);
    }
    errors.push_back({attribute.name_range, "Unsupported argument",
                      fmt::format("An argument named {} is not expected here.{}", go_quote(attribute.name),
                                  hcl::did_you_mean(attribute.name, free))});
  }
  for (const auto& block : body.blocks) {
    const std::string hint =
        is_argument(block.type)
            ? fmt::format(" Did you mean to define argument {}? If so, use the equals sign to assign it a value.",
                          go_quote(block.type))
            : "";
    errors.push_back({block.type_range, "Unsupported block type",
                      fmt::format("Blocks of type {} are not expected here.{}", go_quote(block.type), hint)});
  }
}

Variable read_variable(const hcl::Block& block, const hcl::Scope& scope, const hcl::Source& source,
                       Diagnostics& errors) {
  check_content(block.body, errors);
  Variable out;
  out.name = block.labels.front();
  for (const auto& attribute : block.body.attributes) {
    if (!is_argument(attribute.name)) continue;
    auto result = hcl::evaluate(*attribute.value, scope, source.name);
    errors.insert(errors.end(), result.diagnostics.begin(), result.diagnostics.end());
    if (!result.ok()) continue;
    if (attribute.name == "type") {
      out.type = std::move(result.value);
    } else if (attribute.name == "default") {
      out.fallback = std::move(result.value);
    } else if (const auto text = hcl::convert(result.value, Type::string()); const auto* problem = hcl::failure(text)) {
      errors.push_back(
          {start_range(*attribute.value), "Unsuitable value type", "Unsuitable value: " + problem->message});
    }
  }
  return out;
}

Value convert_value(const Variable& variable, Value value) {
  const Type& type = variable.type.as_type();
  // One value will do where a list of such values is wanted.
  if (type.is(Type::Kind::list) && value.type() == type.element()) value = Value::list(type.element(), {value});
  hcl::Outcome converted = hcl::convert(value, type);
  if (const auto* problem = hcl::failure(converted)) {
    throw Error(fmt::format("variable {}: {}", go_quote(variable.name), problem->message));
  }
  return std::get<Value>(std::move(converted));
}

void check_type(const Variable& variable) {
  if (variable.type.has_content() && variable.type.is(Type::Kind::type_constant)) return;
  const auto text = hcl::convert(variable.type, Type::string());
  const bool is_text = !hcl::failure(text) && std::get<Value>(text).has_content();
  throw Error(fmt::format("invalid type {} for variable {}. Valid types are: string, number, bool, list, map, or set",
                          go_quote(is_text ? std::get<Value>(text).as_string() : variable.type.type().friendly_name()),
                          go_quote(variable.name)));
}

// A name given several times is a list of texts.
std::map<std::string, Value> input_values(const std::vector<std::pair<std::string, std::string>>& given) {
  std::map<std::string, Value::List> texts;
  for (const auto& [name, text] : given) texts[name].push_back(Value::string(text));
  std::map<std::string, Value> out;
  for (auto& [name, values] : texts) {
    out.emplace(name, values.size() == 1 ? values.front() : Value::list(Type::string(), values));
  }
  return out;
}

}  // namespace

Value evaluate_variables(const hcl::Body& body, const hcl::Scope& scope, const hcl::Source& source,
                         const std::vector<std::pair<std::string, std::string>>& given) {
  Diagnostics errors;
  std::vector<const hcl::Block*> blocks;
  for (const auto& block : body.blocks) {
    if (block.type == "variable" && check_labels(block, errors)) blocks.push_back(&block);
  }
  std::vector<Variable> variables;
  for (const hcl::Block* block : blocks) variables.push_back(read_variable(*block, scope, source, errors));
  if (!errors.empty()) throw hcl::to_error(errors, source);

  const auto input = input_values(given);
  Value::Map out;
  for (const Variable& variable : variables) {
    check_type(variable);
    const auto at = input.find(variable.name);
    if (at == input.end() && !variable.fallback) {
      throw Error(fmt::format("missing value for required variable {}", go_quote(variable.name)));
    }
    out.insert_or_assign(variable.name, convert_value(variable, at != input.end() ? at->second : *variable.fallback));
  }
  return Value::object(std::move(out));
}

}  // namespace plumb::project
