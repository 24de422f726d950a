// SPDX-License-Identifier: Apache-2.0
// Which types convert to which, and how it is said when they do not.
#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

bool primitive_converts(const Type& from, const Type& to, Safety safety) {
  if (to.is(Kind::string)) return true;  // from number and bool
  return safety == Safety::some && from.is(Kind::string);
}

bool element_converts(const Type& from, const Type& to, Safety safety) {
  return from == to || converts(from, to, safety);
}

bool objects_convert(const Type& from, const Type& to, Safety safety) {
  return std::all_of(to.attributes().begin(), to.attributes().end(), [&](const Type::Attribute& attribute) {
    const Type* have = from.attribute(attribute.name);
    return have && element_converts(*have, attribute.type, safety);
  });
}

bool tuples_convert(const Type& from, const Type& to, Safety safety) {
  if (from.elements().size() != to.elements().size()) return false;
  for (std::size_t i = 0; i < to.elements().size(); ++i) {
    if (!element_converts(from.elements()[i], to.elements()[i], safety)) return false;
  }
  return true;
}

// A tuple or object to a collection: every part must convert to the one element type. `mixed`: whether parts with
// nothing in common but a null among them will do.
enum class Mixed { refused, allowed };
bool parts_convert(const std::vector<Type>& parts, Type element, Safety safety, Mixed mixed) {
  if (parts.empty()) return true;
  if (element.is(Kind::dynamic)) {
    const auto common = unify(parts, safety);
    if (!common) return false;
    element = *common;
    if (element.is(Kind::dynamic) && mixed == Mixed::refused) {
      return std::all_of(parts.begin(), parts.end(), [](const Type& part) { return part.is(Kind::dynamic); });
    }
  }
  return std::all_of(parts.begin(), parts.end(),
                     [&](const Type& part) { return element_converts(part, element, safety); });
}

std::vector<Type> attribute_types(const Type& object) {
  std::vector<Type> out;
  for (const auto& attribute : object.attributes()) out.push_back(attribute.type);
  return out;
}

std::string missing_attributes(const std::vector<std::string>& names) {
  if (names.size() == 1) return fmt::format("attribute {} is required", go_quote(names[0]));
  if (names.size() == 2)
    return fmt::format("attributes {} and {} are required", go_quote(names[0]), go_quote(names[1]));
  std::string list;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) list += go_quote(names[i]) + ", ";
  return fmt::format("attributes {}and {} are required", list, go_quote(names.back()));
}

std::string object_mismatch(const Type& got, const Type& want) {
  std::vector<std::string> missing;
  std::string impossible;
  for (const auto& [name, wanted] : want.attributes()) {
    const Type* have = got.attribute(name);
    if (!have) {
      missing.push_back(name);
    } else if (impossible.empty() && !element_converts(*have, wanted, Safety::some)) {
      impossible = fmt::format("attribute {}: {}", go_quote(name), mismatch(*have, wanted));
    }
  }
  if (!missing.empty()) return missing_attributes(missing);
  return impossible.empty() ? "incorrect object attributes" : impossible;
}

std::string parts_mismatch(const Type& got, const Type& want) {
  const bool fits = want.is(Kind::map) ? got.is(Kind::object) : got.is(Kind::tuple);
  if (!fits) return want.constraint_name() + " required";
  const Type& element = want.element();
  if (got.is(Kind::tuple)) {
    for (std::size_t i = 0; i < got.elements().size(); ++i) {
      const Type& part = got.elements()[i];
      if (!element_converts(part, element, Safety::some))
        return fmt::format("element {}: {}", i, mismatch(part, element));
    }
  } else {
    for (const auto& [name, part] : got.attributes()) {
      if (!element_converts(part, element, Safety::some))
        return fmt::format("element {}: {}", go_quote(name), mismatch(part, element));
    }
  }
  return fmt::format("all elements must be {}", element.constraint_name());
}

std::string collection_mismatch(const Type& got, const Type& want) {
  const bool fits = want.is(Kind::map) == got.is(Kind::map);
  if (!fits) return want.constraint_name() + " required";
  const std::string_view noun = want.is(Kind::list) ? "list" : want.is(Kind::set) ? "set" : "map";
  return fmt::format("incorrect {} element type: {}", noun, mismatch(got.element(), want.element()));
}

}  // namespace

bool converts(const Type& from, const Type& to, Safety safety) {
  if (to.is(Kind::dynamic)) return true;
  if (from.is(Kind::dynamic)) return safety == Safety::some;
  if (from.is_primitive() && to.is_primitive()) return from == to || primitive_converts(from, to, safety);
  if (from.is(Kind::object) && to.is(Kind::object)) return objects_convert(from, to, safety);
  if (from.is(Kind::tuple) && to.is(Kind::tuple)) return tuples_convert(from, to, safety);
  if (to.is(Kind::list) || to.is(Kind::set)) {
    if (from.is(Kind::tuple)) return parts_convert(from.elements(), to.element(), safety, Mixed::refused);
    if (!from.is(Kind::list) && !from.is(Kind::set)) return false;
    if (to.is(Kind::set) && from.is(Kind::list) && safety == Safety::all) return false;  // loses doubles
    return element_converts(from.element(), to.element(), safety);
  }
  if (to.is(Kind::map)) {
    if (from.is(Kind::map)) return element_converts(from.element(), to.element(), safety);
    return from.is(Kind::object) && parts_convert(attribute_types(from), to.element(), safety, Mixed::allowed);
  }
  if (to.is(Kind::object) && from.is(Kind::map)) {
    return safety == Safety::some &&
           std::all_of(to.attributes().begin(), to.attributes().end(), [&](const Type::Attribute& attribute) {
             return element_converts(from.element(), attribute.type, safety);
           });
  }
  return from == to;
}

std::string mismatch(const Type& got, const Type& want) {
  if (got.is(Kind::object) && want.is(Kind::object)) return object_mismatch(got, want);
  if (want.is_collection() && want.element().is(Kind::dynamic)) {
    if (got.is(Kind::tuple) && want.is(Kind::list)) return "all list elements must have the same type";
    if (got.is(Kind::tuple) && want.is(Kind::set)) return "all set elements must have the same type";
    if (got.is(Kind::object) && want.is(Kind::map)) return "all map elements must have the same type";
  }
  if ((got.is(Kind::tuple) || got.is(Kind::object)) && want.is_collection()) return parts_mismatch(got, want);
  if (got.is_collection() && want.is_collection()) return collection_mismatch(got, want);
  return want.constraint_name() + " required";
}

}  // namespace plumb::hcl
