// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/template/template.hpp>

#include "data_kinds.hpp"

namespace plumb::project {
namespace {

using hcl::Type;
using hcl::Value;

[[noreturn]] void refuse_variable(const Value& value) {
  throw Error(fmt::format("attribute \"vars\" must be a map of strings, numbers or booleans, got: {}",
                          value.type().friendly_name()));
}

tmpl::Value template_scalar(const Value& value) {
  if (!value.has_content()) refuse_variable(value);
  switch (value.type().kind()) {
    case Type::Kind::string:
      return value.as_string();
    case Type::Kind::boolean:
      return value.as_bool();
    case Type::Kind::number:
      if (const auto whole = value.as_number().to_int64()) return *whole;
      return value.as_number().to_double();
    default:
      refuse_variable(value);
  }
}

tmpl::Value template_value(const Value& value) {
  if (!value.has_content() || (!value.is(Type::Kind::list) && !value.is(Type::Kind::set)))
    return template_scalar(value);
  tmpl::List out;
  for (const Value& element : value.as_list()) out.push_back(template_scalar(element));
  return out;
}

tmpl::Value::Map template_variables(const std::optional<Value>& vars) {
  tmpl::Value::Map out;
  if (!vars || vars->is_null()) return out;
  if (!vars->is(Type::Kind::object) && !vars->is(Type::Kind::map)) {
    throw Error(fmt::format("attribute \"vars\" must be a map, got: {}", vars->type().friendly_name()));
  }
  for (const auto& [name, value] : vars->as_map()) out.emplace(name, template_value(value));
  return out;
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out.push_back(entry.path().lexically_relative(folder).string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool is_migration(const std::string& name) {
  return name.ends_with(".sql") && name.find('/') == std::string::npos;
}

// Every file is a template that the others can use; the .sql files directly in the folder are the migrations.
std::map<std::string, std::string> render(const std::string& folder, const tmpl::Value::Map& variables) {
  std::optional<tmpl::Template> templates;
  std::vector<std::string> migrations;
  for (const std::string& name : files_below(folder)) {
    const std::string base = name.substr(name.rfind('/') + 1);
    const std::string text = read_file(folder + "/" + name);
    if (templates) {
      templates->add(base, text);
    } else {
      templates = tmpl::Template::parse(base, text, {});
    }
    if (is_migration(name)) migrations.push_back(name);
  }
  std::map<std::string, std::string> out;
  for (const std::string& name : migrations) {
    try {
      out.emplace(name, templates->execute_template(name, variables, tmpl::Template::MissingKey::error));
    } catch (Error& error) {
      error.prefix("executing template: ");
      throw;
    }
  }
  return out;
}

}  // namespace

hcl::Value read_template_dir(const DataCall& call) {
  DataArguments arguments(call);
  const std::string path = arguments.text("path");
  arguments.check();
  const auto variables = template_variables(arguments.any("vars"));
  arguments.finish();
  if (!std::filesystem::is_directory(path)) throw Error(fmt::format("path {} is not a directory", path));
  auto files = render(path, variables);
  files.insert_or_assign("atlas.sum", migration::Directory::from_files(files).computed_sum());
  const std::string name = clean_path(path + "/" + call.block.labels[1]);
  call.context.memory.insert_or_assign(name, std::move(files));
  return hcl::Value::object({{"url", hcl::Value::string("mem://" + name)}});
}

}  // namespace plumb::project
