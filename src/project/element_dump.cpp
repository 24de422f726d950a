// SPDX-License-Identifier: Apache-2.0
#include "element_dump.hpp"

#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

namespace plumb::project {
namespace {

using hcl::Type;
using hcl::Value;
using Kind = Type::Kind;

std::string dump_type(const Type& type);

std::string dump_structure(const Type& type) {
  switch (type.kind()) {
    case Kind::string:
      return "{{} 'S'}";
    case Kind::number:
      return "{{} 'N'}";
    case Kind::boolean:
      return "{{} 'B'}";
    case Kind::list:
    case Kind::set:
    case Kind::map:
      return "{{} " + dump_type(type.element()) + "}";
    case Kind::tuple: {
      std::string out;
      for (const Type& element : type.elements()) out += (out.empty() ? "" : " ") + dump_type(element);
      return "{{} [" + out + "]}";
    }
    case Kind::object: {
      std::string out;
      for (const auto& [name, attribute] : type.attributes())
        out += (out.empty() ? "" : " ") + go_quote(name) + ":" + dump_type(attribute);
      return "{{} map[" + out + "] map[]}";
    }
    default:
      return "{{}}";
  }
}

std::string dump_type(const Type& type) {
  return "{" + dump_structure(type) + "}";
}

std::string dump_content(const Value& value) {
  if (!value.has_content()) return "%!q(<nil>)";
  switch (value.type().kind()) {
    case Kind::string:
      return go_quote(value.as_string());
    case Kind::number:
      return fmt::format("%!q(*big.Float={})", value.as_number().hash_text());
    case Kind::boolean:
      return fmt::format("%!q(bool={})", value.as_bool());
    case Kind::list:
    case Kind::set:
    case Kind::tuple: {
      std::string out;
      for (const Value& element : value.as_list()) out += (out.empty() ? "" : " ") + dump_content(element);
      return "[" + out + "]";
    }
    case Kind::map:
    case Kind::object: {
      std::string out;
      for (const auto& [key, element] : value.as_map())
        out += (out.empty() ? "" : " ") + go_quote(key) + ":" + dump_content(element);
      return "map[" + out + "]";
    }
    default:
      return "%!q(<nil>)";
  }
}

}  // namespace

std::string element_dump(const Value& value) {
  return "{" + dump_type(value.type()) + " " + dump_content(value) + "}";
}

}  // namespace plumb::project
