// SPDX-License-Identifier: Apache-2.0
// Equality and order of values.
#include <plumb/base/go_text.hpp>
#include <plumb/hcl/value.hpp>

namespace plumb::hcl {
namespace {

std::optional<bool> equal_lists(const Value::List& a, const Value::List& b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto same = equals(a[i], b[i]);
    if (same == false) return false;
    unknown = unknown || !same;
  }
  if (unknown) return std::nullopt;
  return true;
}

std::optional<bool> equal_maps(const Value::Map& a, const Value::Map& b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (auto left = a.begin(), right = b.begin(); left != a.end(); ++left, ++right) {
    if (left->first != right->first) return false;
    const auto same = equals(left->second, right->second);
    if (same == false) return false;
    unknown = unknown || !same;
  }
  if (unknown) return std::nullopt;
  return true;
}

// A text of the whole value. Compound elements of a set are walked in the order of these, as in go-cty.
void append_key(const Value& value, std::string& out) {
  if (!value.is_known()) {
    out += '?';
    return;
  }
  if (value.is_null()) {
    out += '~';
    return;
  }
  switch (value.type().kind()) {
    case Type::Kind::number:
      out += value.as_number().hash_text();
      return;
    case Type::Kind::boolean:
      out += value.as_bool() ? 'T' : 'F';
      return;
    case Type::Kind::string:
      out += go_quote(value.as_string());
      return;
    case Type::Kind::map:
      out += '{';
      for (const auto& [key, element] : value.as_map()) {
        out += go_quote(key) + ":";
        append_key(element, out);
        out += ';';
      }
      out += '}';
      return;
    case Type::Kind::object:
      out += '<';
      for (const auto& [name, element] : value.as_map()) {
        append_key(element, out);
        out += ';';
      }
      out += '>';
      return;
    case Type::Kind::list:
    case Type::Kind::set:
    case Type::Kind::tuple: {
      const bool is_tuple = value.is(Type::Kind::tuple);
      out += is_tuple ? '<' : '[';
      for (const Value& element : value.as_list()) {
        append_key(element, out);
        out += ';';
      }
      out += is_tuple ? '>' : ']';
      return;
    }
    case Type::Kind::sql_expression:
      out += value.as_string();
      return;
    case Type::Kind::type_constant:
      out += value.as_type().friendly_name();
      return;
    case Type::Kind::dynamic:
      return;
  }
}

}  // namespace

std::optional<bool> equals(const Value& a, const Value& b) {
  if (!a.is_known() || !b.is_known()) return std::nullopt;
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.type() != b.type()) {
    // Types with an unknown part may still turn out the same.
    if (a.is_wholly_known() && b.is_wholly_known()) return false;
    return std::nullopt;
  }
  switch (a.type().kind()) {
    case Type::Kind::number:
      return a.as_number() == b.as_number();
    case Type::Kind::boolean:
      return a.as_bool() == b.as_bool();
    case Type::Kind::string:
    case Type::Kind::sql_expression:
      return a.as_string() == b.as_string();
    case Type::Kind::type_constant:
      return a.as_type() == b.as_type();
    case Type::Kind::map:
    case Type::Kind::object:
      return equal_maps(a.as_map(), b.as_map());
    case Type::Kind::list:
    case Type::Kind::set:
    case Type::Kind::tuple:
      return equal_lists(a.as_list(), b.as_list());
    case Type::Kind::dynamic:
      break;
  }
  return std::nullopt;
}

bool less(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return !a.is_null() && b.is_null();
  if (!a.is_known() || !b.is_known()) return a.is_known() && !b.is_known();
  switch (a.type().kind()) {
    case Type::Kind::string:
      return a.as_string() < b.as_string();
    case Type::Kind::boolean:
      return !a.as_bool() && b.as_bool();
    case Type::Kind::number:
      return a.as_number().compare(b.as_number()) < 0;
    default:
      break;
  }
  std::string left;
  std::string right;
  append_key(a, left);
  append_key(b, right);
  return left < right;
}

}  // namespace plumb::hcl
