// SPDX-License-Identifier: Apache-2.0
// A value of the language: of a type, and either known, null or unknown. Unknown values appear only while an expression
// with errors is evaluated to the end, so that all its errors are found; a successful evaluation gives none.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <plumb/hcl/number.hpp>
#include <plumb/hcl/type.hpp>

namespace plumb::hcl {

// Immutable; copies share what is inside. Texts are always in normal form C.
class Value {
 public:
  using List = std::vector<Value>;
  using Map = std::map<std::string, Value, std::less<>>;

  Value() = default;  // unknown, of dynamic type
  [[nodiscard]] static Value unknown(Type type = {});
  [[nodiscard]] static Value null(Type type = {});
  [[nodiscard]] static Value boolean(bool value);
  [[nodiscard]] static Value number(Number value);
  [[nodiscard]] static Value number(std::int64_t value) { return number(Number::from_int(value)); }
  [[nodiscard]] static Value string(std::string_view text);  // normalises
  [[nodiscard]] static Value tuple(List elements);
  [[nodiscard]] static Value object(Map attributes);
  // REQUIRES: all elements are of the element type.
  [[nodiscard]] static Value list(Type element, List elements);
  [[nodiscard]] static Value set(Type element, List elements);  // sorts, and drops equal ones
  [[nodiscard]] static Value map(Type element, Map elements);
  [[nodiscard]] static Value type_constant(Type type);
  [[nodiscard]] static Value sql_expression(std::string text);

  [[nodiscard]] const Type& type() const { return m_type; }
  [[nodiscard]] bool is(Type::Kind kind) const { return m_type.is(kind); }
  [[nodiscard]] bool is_null() const { return std::holds_alternative<Null>(m_data); }
  [[nodiscard]] bool is_known() const { return !std::holds_alternative<Unknown>(m_data); }
  [[nodiscard]] bool is_wholly_known() const;  // also everything inside
  [[nodiscard]] bool has_content() const { return is_known() && !is_null(); }

  // REQUIRES: has_content(), and the type the name says.
  [[nodiscard]] bool as_bool() const { return std::get<bool>(m_data); }
  [[nodiscard]] const Number& as_number() const { return std::get<Number>(m_data); }
  [[nodiscard]] const std::string& as_string() const { return std::get<std::string>(m_data); }  // also sql expressions
  [[nodiscard]] const List& as_list() const {
    return *std::get<std::shared_ptr<const List>>(m_data);
  }                                                                                                  // list, set, tuple
  [[nodiscard]] const Map& as_map() const { return *std::get<std::shared_ptr<const Map>>(m_data); }  // map, object
  [[nodiscard]] const Type& as_type() const { return std::get<Type>(m_data); }

  // How many elements. REQUIRES: has_content(), sequence or map or object.
  [[nodiscard]] std::size_t length() const;

 private:
  struct Unknown {};
  struct Null {};
  using Data = std::variant<Unknown, Null, bool, Number, std::string, std::shared_ptr<const List>,
                            std::shared_ptr<const Map>, Type>;
  Value(Type type, Data data) : m_type(std::move(type)), m_data(std::move(data)) {}

  Type m_type;
  Data m_data;
};

// The operator ==: never across types, null equals null. Nothing: it depends on an unknown value.
[[nodiscard]] std::optional<bool> equals(const Value& a, const Value& b);

// The order of elements in a set: numbers by value, texts by bytes, compound ones in an order of their own; null last.
// REQUIRES: the same type.
[[nodiscard]] bool less(const Value& a, const Value& b);

}  // namespace plumb::hcl
