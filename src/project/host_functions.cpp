// SPDX-License-Identifier: Apache-2.0
#include "host_functions.hpp"

#include <cstdlib>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/hcl/functions.hpp>
#include <plumb/hcl/json.hpp>

#include "path_pattern.hpp"

namespace plumb::project {
namespace {

using hcl::Arguments;
using hcl::Failure;
using hcl::Outcome;
using hcl::Parameter;
using hcl::Value;

constexpr Parameter k_key[] = {{"key", Parameter::Kind::string}};
constexpr Parameter k_path[] = {{"path", Parameter::Kind::string}};
constexpr Parameter k_pattern[] = {{"pattern", Parameter::Kind::string}};
constexpr Parameter k_value[] = {{"value", Parameter::Kind::any, Parameter::Null::allowed}};

std::string absolute(const std::string& folder, const std::string& path) {
  return path.starts_with('/') ? path : clean_path(folder + "/" + path);
}

Outcome get_environment(Arguments a) {
  const char* value = std::getenv(a[0].as_string().c_str());
  return Value::string(value != nullptr ? value : "");
}

Outcome read_text(const std::string& path) {
  try {
    return Value::string(read_file(path));
  } catch (const Error& error) {
    return Failure{error.message()};
  }
}

Outcome list_paths(const std::string& pattern, Braces braces) {
  if (!is_pattern(pattern, braces)) return Failure{"syntax error in pattern"};
  Value::List out;
  for (const std::string& path : find_paths(pattern, braces)) out.push_back(Value::string(path));
  return Value::list(hcl::Type::string(), std::move(out));
}

Outcome print_value(const Value& value, const std::function<void(std::string_view)>& print) {
  std::string text;
  if (value.has_content() && value.is(hcl::Type::Kind::string)) {
    text = value.as_string();
  } else if (auto json = hcl::to_json(value, hcl::JsonExtras::marked); std::holds_alternative<std::string>(json)) {
    text = std::get<std::string>(std::move(json));
  }
  print(text + "\n");
  return value;
}

}  // namespace

hcl::FunctionLookup project_functions(std::string folder, const std::function<void(std::string_view)>& print) {
  return [folder = std::move(folder), &print](std::string_view name) -> std::optional<hcl::Function> {
    if (name == "getenv") return hcl::Function{k_key, nullptr, get_environment};
    if (name == "file")
      return hcl::Function{k_path, nullptr,
                           [&folder](Arguments a) { return read_text(absolute(folder, a[0].as_string())); }};
    if (name == "glob") {
      return hcl::Function{k_pattern, nullptr, [&folder](Arguments a) {
                             return list_paths(absolute(folder, a[0].as_string()), Braces::literal);
                           }};
    }
    if (name == "fileset") {
      return hcl::Function{k_pattern, nullptr, [&folder](Arguments a) {
                             return list_paths(absolute(folder, a[0].as_string()), Braces::alternatives);
                           }};
    }
    if (name == "print")
      return hcl::Function{k_value, nullptr, [&print](Arguments a) { return print_value(a[0], print); }};
    return hcl::standard_function(name);
  };
}

}  // namespace plumb::project
