// SPDX-License-Identifier: Apache-2.0
// The common type of several types, by go-cty's rules: the arms of a conditional, the elements of tolist() and of
// collections.
#include <algorithm>
#include <array>

#include <plumb/hcl/convert.hpp>

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;
using Types = std::vector<Type>;

bool all_convert(const Types& types, const Type& to, Safety safety) {
  return std::all_of(types.begin(), types.end(),
                     [&](const Type& type) { return type == to || converts(type, to, safety); });
}

std::optional<Type> if_all_convert(const Types& types, Type to, Safety safety) {
  if (!all_convert(types, to, safety)) return std::nullopt;
  return to;
}

std::optional<Type> collections(Kind kind, const Types& types, Safety safety) {
  Types elements;
  for (const Type& type : types) elements.push_back(type.element());
  const auto element = unify(elements, safety);
  if (!element) return std::nullopt;
  return if_all_convert(types, Type::collection(kind, *element), safety);
}

std::optional<Type> tuples_to_list(const Types& tuples, Safety safety) {
  Types elements;
  for (const Type& tuple : tuples) elements.insert(elements.end(), tuple.elements().begin(), tuple.elements().end());
  const auto element = unify(elements, safety);
  if (!element) return std::nullopt;
  return if_all_convert(tuples, Type::list(*element), safety);
}

std::optional<Type> objects_to_map(const Types& objects, Safety safety) {
  Types elements;
  for (const Type& object : objects) {
    for (const auto& attribute : object.attributes()) elements.push_back(attribute.type);
  }
  const auto element = unify(elements, safety);
  if (!element) return std::nullopt;
  return if_all_convert(objects, Type::map(*element), safety);
}

std::optional<Type> tuples(const Types& types, Safety safety) {
  const std::size_t length = types.front().elements().size();
  for (const Type& type : types) {
    if (type.elements().size() != length) return tuples_to_list(types, safety);
  }
  Types elements;
  for (std::size_t i = 0; i < length; ++i) {
    Types across;
    for (const Type& type : types) across.push_back(type.elements()[i]);
    const auto element = unify(across, safety);
    if (!element) return std::nullopt;
    elements.push_back(*element);
  }
  Type tuple = Type::tuple(std::move(elements));
  return all_convert(types, tuple, safety) ? std::optional(std::move(tuple)) : tuples_to_list(types, safety);
}

std::optional<Type> objects(const Types& types, Safety safety) {
  const auto same_names = [&](const Type& type) {
    return std::equal(type.attributes().begin(), type.attributes().end(), types.front().attributes().begin(),
                      types.front().attributes().end(), [](const auto& a, const auto& b) { return a.name == b.name; });
  };
  if (!std::all_of(types.begin(), types.end(), same_names)) return objects_to_map(types, safety);
  std::vector<Type::Attribute> attributes;
  for (std::size_t i = 0; i < types.front().attributes().size(); ++i) {
    Types across;
    for (const Type& type : types) across.push_back(type.attributes()[i].type);
    const auto element = unify(across, safety);
    if (!element) return std::nullopt;
    attributes.push_back({types.front().attributes()[i].name, *element});
  }
  Type object = Type::object(std::move(attributes));
  return all_convert(types, object, safety) ? std::optional(std::move(object)) : objects_to_map(types, safety);
}

// Tuples among lists count as the list they would make, objects among maps as the map.
std::optional<Type> with_structural(const Types& types, Kind structural, Safety safety) {
  Types parts;
  for (const Type& type : types) {
    if (type.is(structural)) parts.push_back(type);
  }
  const auto common = structural == Kind::tuple ? tuples_to_list(parts, safety) : objects_to_map(parts, safety);
  if (!common) return std::nullopt;
  Types all = types;
  std::replace_if(
      all.begin(), all.end(), [&](const Type& type) { return type.is(structural); }, *common);
  const auto out = unify(all, safety);
  return out && out->is(structural == Kind::tuple ? Kind::list : Kind::map) ? out : std::nullopt;
}

// Which of two types is the more general: below 0 the first, above 0 the second, 0 neither. Text is more general than
// the other primitives, a list than a tuple, a tuple or list than a set, a map than an object.
int compare_generality(const Type& a, const Type& b) {
  if (a.is(Kind::dynamic) || b.is(Kind::dynamic)) {
    if (!a.is(Kind::dynamic)) return -1;
    return b.is(Kind::dynamic) ? 0 : 1;
  }
  if (a.is_primitive() && b.is_primitive() && (a.is(Kind::string) || b.is(Kind::string))) {
    if (!a.is(Kind::string)) return 1;
    return b.is(Kind::string) ? 0 : -1;
  }
  if (a.is_collection() && a.kind() == b.kind()) return compare_generality(a.element(), b.element());
  const auto more_general = [](const Type& x, const Type& y) {
    return (y.is(Kind::set) && (x.is(Kind::tuple) || x.is(Kind::list))) || (x.is(Kind::list) && y.is(Kind::tuple)) ||
           (x.is(Kind::map) && y.is(Kind::object));
  };
  if (more_general(a, b)) return -1;
  if (more_general(b, a)) return 1;
  Types left;
  Types right;
  if (a.is(Kind::tuple) && b.is(Kind::tuple)) {
    left = a.elements();
    right = b.elements();
  } else if (a.is(Kind::object) && b.is(Kind::object)) {
    for (const auto& attribute : a.attributes()) {
      const Type* other = b.attribute(attribute.name);
      if (!other) return 0;
      left.push_back(attribute.type);
      right.push_back(*other);
    }
    if (b.attributes().size() != left.size()) return 0;
  }
  if (left.size() != right.size()) return 0;
  bool first = false;
  bool second = false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const int order = compare_generality(left[i], right[i]);
    first = first || order < 0;
    second = second || order > 0;
  }
  return first == second ? 0 : first ? -1 : 1;
}

// The most general first; types that do not compare keep their order (Kahn's algorithm).
std::vector<std::size_t> by_generality(const Types& types) {
  std::vector<std::vector<std::size_t>> less_general(types.size());
  std::vector<int> waiting(types.size(), 0);
  for (std::size_t i = 0; i < types.size(); ++i) {
    for (std::size_t j = i + 1; j < types.size(); ++j) {
      const int order = compare_generality(types[i], types[j]);
      if (order < 0) less_general[i].push_back(j);
      if (order > 0) less_general[j].push_back(i);
    }
  }
  for (const auto& followers : less_general) {
    for (const std::size_t follower : followers) ++waiting[follower];
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (waiting[i] == 0) out.push_back(i);
  }
  for (std::size_t at = 0; at < out.size(); ++at) {
    for (const std::size_t follower : less_general[out[at]]) {
      if (--waiting[follower] == 0) out.push_back(follower);
    }
  }
  return out;
}

}  // namespace

std::optional<Type> unify(const std::vector<Type>& types, Safety safety) {
  if (types.empty()) return std::nullopt;
  if (std::all_of(types.begin(), types.end(),
                  [&](const Type& type) { return type.is_primitive() && type == types.front(); })) {
    return types.front();
  }
  std::array<std::size_t, 16> of{};
  for (const Type& type : types) ++of[static_cast<std::size_t>(type.kind())];
  const auto count = [&](Kind kind) { return of[static_cast<std::size_t>(kind)]; };
  const std::size_t rest = types.size() - count(Kind::dynamic);
  const bool has_dynamic = count(Kind::dynamic) > 0;
  const auto only = [&](Kind kind) { return count(kind) > 0 && count(kind) == rest; };

  for (const Kind kind : {Kind::map, Kind::list, Kind::set}) {
    if (only(kind)) return has_dynamic ? Type{} : collections(kind, types, safety);
  }
  if (count(Kind::map) > 0 && count(Kind::map) + count(Kind::object) == rest) {
    if (auto out = with_structural(types, Kind::object, safety)) return out;
  } else if (count(Kind::list) > 0 && count(Kind::list) + count(Kind::tuple) == rest) {
    if (auto out = with_structural(types, Kind::tuple, safety)) return out;
  } else if (only(Kind::object)) {
    return has_dynamic ? Type{} : objects(types, safety);
  } else if (only(Kind::tuple)) {
    return has_dynamic ? Type{} : tuples(types, safety);
  } else if (count(Kind::object) > 0 && count(Kind::tuple) > 0) {
    return std::nullopt;
  }
  for (const std::size_t preferred : by_generality(types)) {
    if (all_convert(types, types[preferred], safety)) return types[preferred];
  }
  return std::nullopt;
}

}  // namespace plumb::hcl
