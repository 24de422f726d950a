// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/csv.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

Failure csv_failure(const CsvError& error) {
  return Failure{fmt::format("CSV parse error on line {}: {}", error.line, error.message)};
}

// A list of objects; the first line names the attributes.
Outcome csvdecode(Arguments a) {
  CsvReader reader(a[0].as_string());
  auto first = reader.next();
  if (const auto* error = std::get_if<CsvError>(&first)) return csv_failure(*error);
  const auto& header = std::get<std::optional<CsvRecord>>(first);
  if (!header) return Failure{"missing header line"};
  std::vector<Type::Attribute> attributes;
  Value::Map seen;
  for (const std::string& name : *header) {
    if (!seen.emplace(name, Value()).second) return Failure{fmt::format("duplicate column name {}", go_quote(name))};
    attributes.push_back({name, Type::string()});
  }
  Value::List rows;
  for (;;) {
    auto next = reader.next(header->size());
    if (const auto* error = std::get_if<CsvError>(&next)) return csv_failure(*error);
    const auto& record = std::get<std::optional<CsvRecord>>(next);
    if (!record) break;
    Value::Map row;
    for (std::size_t i = 0; i < record->size(); ++i) row.emplace((*header)[i], Value::string((*record)[i]));
    rows.push_back(Value::object(std::move(row)));
  }
  return Value::list(Type::object(std::move(attributes)), std::move(rows));
}

constexpr Parameter k_str[] = {text_parameter("str")};
constexpr FunctionEntry k_functions[] = {{"csvdecode", k_str, nullptr, csvdecode}};

}  // namespace

FunctionGroup csv_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
