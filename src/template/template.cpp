// SPDX-License-Identifier: Apache-2.0
#include <plumb/template/template.hpp>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "builtins.hpp"
#include "executor.hpp"
#include "parser.hpp"

namespace plumb::tmpl {

struct Template::Tree {
  std::string name;
  Functions functions;
  Definitions definitions;
};

Template Template::parse(const std::string& name, std::string_view text, const Functions& functions) {
  Template result;
  result.m_tree = std::make_shared<Tree>(Tree{name, functions, {}});
  result.add(name, text);
  return result;
}

void Template::add(const std::string& name, std::string_view text) {
  const auto source = std::make_shared<const Source>(Source{name, std::string(text)});
  const auto has_function = [this](std::string_view function) {
    const std::string key(function);
    return m_tree->functions.contains(key) || builtin_functions().contains(key);
  };
  Definitions parsed = tmpl::parse(source, has_function);
  for (auto& [key, definition] : parsed) {
    const auto found = m_tree->definitions.find(key);
    // A later text replaces what an earlier one defined, but not by nothing.
    if (found != m_tree->definitions.end() && definition.empty() && !found->second.empty()) continue;
    m_tree->definitions.insert_or_assign(key, std::move(definition));
  }
}

std::string Template::execute(const Value& data, MissingKey missing) const {
  return execute_template(m_tree->name, data, missing);
}

std::string Template::execute_template(const std::string& name, const Value& data, MissingKey missing) const {
  const auto found = m_tree->definitions.find(name);
  if (found == m_tree->definitions.end()) {
    throw Error(
        fmt::format("template: no template {} associated with template {}", go_quote(name), go_quote(m_tree->name)));
  }
  return Executor(m_tree->definitions, m_tree->functions, missing).run(found->second, data);
}

std::string Template::str() const {
  return to_text(m_tree->definitions.at(m_tree->name).body);
}

}  // namespace plumb::tmpl
