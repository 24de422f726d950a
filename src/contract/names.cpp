// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include <algorithm>

#include <plumb/sql/quote.hpp>

namespace plumb::contract {
std::size_t policy_family(const catalog::Catalog& catalog, const settings::Settings& settings) {
  const catalog::Section* policies = catalog.section("policy");
  const std::vector<std::string>& patterns = settings.names.tenant_policy;
  std::vector<std::size_t> followers(patterns.size(), 0);
  for (std::size_t i = 0; policies != nullptr && i < policies->size(); ++i) {
    const catalog::Object policy = (*policies)[i];
    for (std::size_t family = 0; family < patterns.size(); ++family) {
      if (policy.identity("name") == fill_pattern(patterns[family], policy.identity("table"))) ++followers[family];
    }
  }
  return static_cast<std::size_t>(std::max_element(followers.begin(), followers.end()) - followers.begin());
}

std::string context_function_schema(const catalog::Catalog& catalog, const settings::Settings& settings) {
  std::string schema = settings.schemas.empty() ? "public" : settings.schemas.front();
  const catalog::Section* functions = catalog.section("function");
  for (std::size_t i = 0; functions != nullptr && i < functions->size(); ++i) {
    const catalog::Object function = (*functions)[i];
    const std::string_view its_schema = function.identity("schema");
    const bool is_audited =
        std::find(settings.schemas.begin(), settings.schemas.end(), its_schema) != settings.schemas.end();
    if (is_audited && function.identity("name") == settings.tenant.function) schema = its_schema;
  }
  return schema;
}

std::string context_function(const catalog::Catalog& catalog, const settings::Settings& settings) {
  return sql::quote_identifier_if_needed(context_function_schema(catalog, settings)) + "." +
         sql::quote_identifier_if_needed(settings.tenant.function);
}

}  // namespace plumb::contract
