// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/type.hpp>

#include <algorithm>

namespace plumb::hcl {

struct Type::Structure {
  std::vector<Type> elements;  // one for a collection
  std::vector<Attribute> attributes;
};

Type Type::collection(Kind kind, Type element) {
  Type out(kind);
  out.m_structure = std::make_shared<const Structure>(Structure{.elements = {std::move(element)}, .attributes = {}});
  return out;
}

Type Type::tuple(std::vector<Type> elements) {
  Type out(Kind::tuple);
  out.m_structure = std::make_shared<const Structure>(Structure{.elements = std::move(elements), .attributes = {}});
  return out;
}

Type Type::object(std::vector<Attribute> attributes) {
  std::sort(attributes.begin(), attributes.end(),
            [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
  Type out(Kind::object);
  out.m_structure = std::make_shared<const Structure>(Structure{.elements = {}, .attributes = std::move(attributes)});
  return out;
}

const Type& Type::element() const {
  return m_structure->elements.front();
}

const std::vector<Type>& Type::elements() const {
  return m_structure->elements;
}

const std::vector<Type::Attribute>& Type::attributes() const {
  return m_structure->attributes;
}

const Type* Type::attribute(std::string_view name) const {
  const auto& all = m_structure->attributes;
  const auto at =
      std::lower_bound(all.begin(), all.end(), name,
                       [](const Attribute& attribute, std::string_view wanted) { return attribute.name < wanted; });
  return at != all.end() && at->name == name ? &at->type : nullptr;
}

std::string Type::friendly_name() const {
  switch (m_kind) {
    case Kind::dynamic:
      return "dynamic";
    case Kind::string:
      return "string";
    case Kind::number:
      return "number";
    case Kind::boolean:
      return "bool";
    case Kind::list:
      return "list of " + element().friendly_name();
    case Kind::set:
      return "set of " + element().friendly_name();
    case Kind::map:
      return "map of " + element().friendly_name();
    case Kind::tuple:
      return "tuple";
    case Kind::object:
      return "object";
    case Kind::type_constant:
      return "type";
    case Kind::sql_expression:
      return "raw expression";
  }
  return {};
}

std::string Type::constraint_name() const {
  if (m_kind == Kind::dynamic) return "any type";
  if (!is_collection()) return friendly_name();
  const std::string inner = element().is(Kind::dynamic) ? "any single type" : element().constraint_name();
  return std::string(is(Kind::list) ? "list" : is(Kind::set) ? "set" : "map") + " of " + inner;
}

bool Type::operator==(const Type& other) const {
  if (m_kind != other.m_kind) return false;
  if (m_structure == other.m_structure) return true;
  return m_structure->elements == other.m_structure->elements &&
         m_structure->attributes == other.m_structure->attributes;
}

}  // namespace plumb::hcl
