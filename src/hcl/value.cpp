// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/value.hpp>

#include <algorithm>

#include "unicode.hpp"

namespace plumb::hcl {

Value Value::unknown(Type type) {
  return {std::move(type), Unknown{}};
}
Value Value::null(Type type) {
  return {std::move(type), Null{}};
}
Value Value::boolean(bool value) {
  return {Type::boolean(), value};
}
Value Value::number(Number value) {
  return {Type::number(), std::move(value)};
}
Value Value::string(std::string_view text) {
  return {Type::string(), normal_form_c(text)};
}
Value Value::type_constant(Type type) {
  return {Type::type_constant(), std::move(type)};
}
Value Value::sql_expression(std::string text) {
  return {Type::sql_expression(), std::move(text)};
}

Value Value::tuple(List elements) {
  std::vector<Type> types;
  types.reserve(elements.size());
  for (const Value& element : elements) types.push_back(element.type());
  return {Type::tuple(std::move(types)), std::make_shared<const List>(std::move(elements))};
}

Value Value::object(Map attributes) {
  std::vector<Type::Attribute> types;
  types.reserve(attributes.size());
  for (const auto& [name, value] : attributes) types.push_back({name, value.type()});
  return {Type::object(std::move(types)), std::make_shared<const Map>(std::move(attributes))};
}

Value Value::list(Type element, List elements) {
  return {Type::list(std::move(element)), std::make_shared<const List>(std::move(elements))};
}

Value Value::set(Type element, List elements) {
  std::stable_sort(elements.begin(), elements.end(), less);
  // Compound elements that order alike may still differ, and equal ones stand together.
  List distinct;
  for (Value& value : elements) {
    const bool seen = std::any_of(distinct.rbegin(), distinct.rend(),
                                  [&](const Value& other) { return equals(other, value).value_or(false); });
    if (!seen) distinct.push_back(std::move(value));
  }
  return {Type::set(std::move(element)), std::make_shared<const List>(std::move(distinct))};
}

Value Value::map(Type element, Map elements) {
  return {Type::map(std::move(element)), std::make_shared<const Map>(std::move(elements))};
}

bool Value::is_wholly_known() const {
  if (!is_known()) return false;
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&m_data)) {
    return std::all_of((*list)->begin(), (*list)->end(), [](const Value& value) { return value.is_wholly_known(); });
  }
  if (const auto* map = std::get_if<std::shared_ptr<const Map>>(&m_data)) {
    return std::all_of((*map)->begin(), (*map)->end(),
                       [](const auto& entry) { return entry.second.is_wholly_known(); });
  }
  return true;
}

std::size_t Value::length() const {
  if (const auto* map = std::get_if<std::shared_ptr<const Map>>(&m_data)) return (*map)->size();
  return as_list().size();
}

}  // namespace plumb::hcl
