// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/scope.hpp>

#include <algorithm>

namespace plumb::catalog {
namespace {

bool starts_with(std::span<const std::string_view> identity, const std::vector<std::string>& prefix) {
  return prefix.size() <= identity.size() && std::equal(prefix.begin(), prefix.end(), identity.begin());
}

bool excludes(const Scope::Exclusion& exclusion, const Kind& kind, std::span<const std::string_view> identity) {
  for (const Kind* level = &kind; level != nullptr; level = level->parent) {
    if (level->name != exclusion.kind) continue;
    if (level != &kind && exclusion.reach == Scope::Reach::itself) return false;
    return exclusion.identity.size() == level->identity.size() && starts_with(identity, exclusion.identity);
  }
  return false;
}

bool is_below_schema(const Kind& kind) {
  const Kind* root = &kind;
  while (root->parent != nullptr) root = root->parent;
  return root->name == "schema";
}

}  // namespace

bool Scope::contains(const Kind& kind, std::span<const std::string_view> identity) const {
  if (!schemas.empty() && is_below_schema(kind) && std::ranges::find(schemas, identity[0]) == schemas.end())
    return false;
  return std::ranges::none_of(exclusions,
                              [&](const Exclusion& exclusion) { return excludes(exclusion, kind, identity); });
}

}  // namespace plumb::catalog
