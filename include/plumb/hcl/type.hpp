// SPDX-License-Identifier: Apache-2.0
// The types of the language (go-cty's, whose conversions Atlas's users know): three primitive ones, lists, sets and
// maps of one element type, tuples and objects of a type for each element, and `dynamic`, the type of a bare null.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::hcl {

// Immutable; copies share the structure.
class Type {
 public:
  enum class Kind : unsigned char {
    dynamic,
    string,
    number,
    boolean,
    list,
    set,
    map,
    tuple,
    object,
    type_constant,  // what the name `string` stands for
    sql_expression  // what sql("…") gives
  };
  struct Attribute;

  Type() = default;  // dynamic
  [[nodiscard]] static Type dynamic() { return {}; }
  [[nodiscard]] static Type string() { return Type(Kind::string); }
  [[nodiscard]] static Type number() { return Type(Kind::number); }
  [[nodiscard]] static Type boolean() { return Type(Kind::boolean); }
  [[nodiscard]] static Type type_constant() { return Type(Kind::type_constant); }
  [[nodiscard]] static Type sql_expression() { return Type(Kind::sql_expression); }
  [[nodiscard]] static Type list(Type element) { return collection(Kind::list, std::move(element)); }
  [[nodiscard]] static Type set(Type element) { return collection(Kind::set, std::move(element)); }
  [[nodiscard]] static Type map(Type element) { return collection(Kind::map, std::move(element)); }
  [[nodiscard]] static Type collection(Kind kind, Type element);
  [[nodiscard]] static Type tuple(std::vector<Type> elements);
  [[nodiscard]] static Type object(std::vector<Attribute> attributes);  // in any order; names are different

  [[nodiscard]] Kind kind() const { return m_kind; }
  [[nodiscard]] bool is(Kind kind) const { return m_kind == kind; }
  [[nodiscard]] bool is_primitive() const { return is(Kind::string) || is(Kind::number) || is(Kind::boolean); }
  [[nodiscard]] bool is_collection() const { return is(Kind::list) || is(Kind::set) || is(Kind::map); }
  [[nodiscard]] bool is_sequence() const { return is(Kind::list) || is(Kind::set) || is(Kind::tuple); }

  [[nodiscard]] const Type& element() const;                         // REQUIRES: is_collection()
  [[nodiscard]] const std::vector<Type>& elements() const;           // REQUIRES: tuple
  [[nodiscard]] const std::vector<Attribute>& attributes() const;    // by name; REQUIRES: object
  [[nodiscard]] const Type* attribute(std::string_view name) const;  // null if there is none; REQUIRES: object

  // "string", "list of number", "tuple", "dynamic".
  [[nodiscard]] std::string friendly_name() const;
  // The same as a demand: "list of any single type".
  [[nodiscard]] std::string constraint_name() const;

  [[nodiscard]] bool operator==(const Type& other) const;

 private:
  struct Structure;
  explicit Type(Kind kind) : m_kind(kind) {}
  Kind m_kind = Kind::dynamic;
  std::shared_ptr<const Structure> m_structure;
};

struct Type::Attribute {
  std::string name;
  Type type;

  [[nodiscard]] bool operator==(const Attribute&) const = default;
};

}  // namespace plumb::hcl
