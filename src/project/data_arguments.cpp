// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include "data_kinds.hpp"
#include "expression_value.hpp"

namespace plumb::project {

using hcl::Type;
using hcl::Value;

std::optional<Value> DataArguments::typed(std::string_view name, const Type& type, bool required) {
  m_known.push_back(name);
  const hcl::Body& body = m_call.block.body;
  const hcl::Attribute* attribute = body.attribute(name);
  if (!attribute) {
    if (required) {
      m_missing.push_back({{body.range.start, body.range.start},
                           "Missing required argument",
                           fmt::format("The argument {} is required, but no definition was found.", go_quote(name))});
    }
    return std::nullopt;
  }
  const hcl::Evaluation result = hcl::evaluate(*attribute->value, m_call.scope, m_call.context.source.name);
  if (!result.ok()) {
    m_wrong.insert(m_wrong.end(), result.diagnostics.begin(), result.diagnostics.end());
    return std::nullopt;
  }
  hcl::Outcome converted = hcl::convert(result.value, type);
  const auto* problem = hcl::failure(converted);
  if (problem || std::get<Value>(converted).is_null()) {
    m_wrong.push_back({start_range(*attribute->value), "Unsuitable value type",
                       "Unsuitable value: " + (problem ? problem->message : "value must not be null")});
    return std::nullopt;
  }
  return std::get<Value>(std::move(converted));
}

std::string DataArguments::text(std::string_view name) {
  const auto value = typed(name, Type::string(), true);
  return value ? value->as_string() : "";
}

std::string DataArguments::optional_text(std::string_view name) {
  const auto value = typed(name, Type::string(), false);
  return value ? value->as_string() : "";
}

namespace {

std::vector<std::string> to_texts(const std::optional<Value>& value) {
  std::vector<std::string> out;
  if (!value) return out;
  for (const Value& element : value->as_list()) out.push_back(element.has_content() ? element.as_string() : "");
  return out;
}

}  // namespace

std::vector<std::string> DataArguments::texts(std::string_view name) {
  return to_texts(typed(name, Type::list(Type::string()), true));
}

std::vector<std::string> DataArguments::optional_texts(std::string_view name) {
  return to_texts(typed(name, Type::list(Type::string()), false));
}

void DataArguments::check() const {
  hcl::Diagnostics all = m_missing;
  all.insert(all.end(), m_wrong.begin(), m_wrong.end());
  if (all.empty()) return;
  Error error = hcl::to_error(all, m_call.context.source);
  error.prefix("decoding body: ");
  throw error;
}

std::optional<Value> DataArguments::any(std::string_view name) {
  m_known.push_back(name);
  const hcl::Attribute* attribute = m_call.block.body.attribute(name);
  if (!attribute) return std::nullopt;
  return value_of(*attribute->value, m_call.scope, m_call.context.source);
}

void DataArguments::finish() const {
  const hcl::Body& body = m_call.block.body;
  if (!body.blocks.empty()) {
    const hcl::Block& first = body.blocks.front();
    Error error = hcl::to_error(
        {{first.type_range, fmt::format("Unexpected {} block", go_quote(first.type)), "Blocks are not allowed here."}},
        m_call.context.source);
    error.prefix("getting attributes: ");
    throw error;
  }
  std::vector<std::string> unknown;
  for (const auto& attribute : body.attributes) {
    if (std::find(m_known.begin(), m_known.end(), attribute.name) == m_known.end()) unknown.push_back(attribute.name);
  }
  // Atlas prints a map of names and memory addresses here; the names say it.
  if (!unknown.empty()) throw Error(fmt::format("unexpected attributes: {}", fmt::join(unknown, ", ")));
}

}  // namespace plumb::project
