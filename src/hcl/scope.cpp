// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <plumb/hcl/evaluate.hpp>

namespace plumb::hcl {

Type Parameter::type() const {
  switch (kind) {
    case Kind::any:
      return Type::dynamic();
    case Kind::string:
      return Type::string();
    case Kind::number:
      return Type::number();
    case Kind::list_of_string:
      return Type::list(Type::string());
    case Kind::list_of_any:
      return Type::list(Type::dynamic());
    case Kind::set_of_any:
      return Type::set(Type::dynamic());
    case Kind::type:
      return Type::type_constant();
    case Kind::list_of_types:
      return Type::list(Type::type_constant());
    case Kind::map_of_types:
      return Type::map(Type::type_constant());
  }
  return {};
}

void Scope::set(std::string name, Value value) {
  const auto at =
      std::find_if(m_variables.begin(), m_variables.end(), [&](const auto& entry) { return entry.first == name; });
  if (at != m_variables.end()) {
    at->second = std::move(value);
  } else {
    m_variables.emplace_back(std::move(name), std::move(value));
  }
}

const Value* Scope::find(std::string_view name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->m_parent) {
    for (const auto& [known, value] : scope->m_variables) {
      if (known == name) return &value;
    }
  }
  return nullptr;
}

std::vector<std::string_view> Scope::names() const {
  std::vector<std::string_view> out;
  for (const Scope* scope = this; scope != nullptr; scope = scope->m_parent) {
    for (const auto& entry : scope->m_variables) out.push_back(entry.first);
  }
  return out;
}

}  // namespace plumb::hcl
