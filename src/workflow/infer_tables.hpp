// SPDX-License-Identifier: Apache-2.0
// The tables of a catalog with what infer_settings() votes on. Names of roles are without quotes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/catalog/catalog.hpp>

namespace plumb::workflow {

inline constexpr std::string_view k_everybody = "PUBLIC";

struct InferPolicy {
  std::string name;
  std::string command;  // "ALL", "SELECT" …
  std::vector<std::string> roles;
  std::optional<std::string> column;  // of `column = function()`, or of `column = current_setting('…')`
  std::string function;               // "" where the setting is read by the policy itself
  std::string setting;
  bool always = false;  // the expression is true

  [[nodiscard]] bool is_for(const std::string& role) const;
};

struct InferGrant {
  std::string privilege;
  std::string role;
};

struct InferTable {
  std::string schema;
  std::string name;
  std::string owner;
  std::vector<InferGrant> grants;
  bool row_security = false;
  bool forced = false;
  bool partition = false;
  std::map<std::string, std::string> columns;  // name → type
  std::vector<InferPolicy> policies;
  std::map<std::string, std::string> triggers;  // name → function, of those that fill rows before they are written

  [[nodiscard]] std::string text() const;
};

// In order of schema and name. `migration_role` stands for "{migration role}".
[[nodiscard]] std::vector<InferTable> infer_tables(const catalog::Catalog& catalog, const std::string& migration_role);

// "erun.tenant_id" of a text with current_setting('erun.tenant_id', true); "" where there is none.
[[nodiscard]] std::string setting_read_by(std::string_view text);

// The name of a role as the catalog tells it.
[[nodiscard]] std::string role_name(std::string_view text, const std::string& migration_role);

template <typename Use>
void for_each_object(const catalog::Catalog& catalog, std::string_view kind, Use use) {
  const catalog::Section* section = catalog.section(kind);
  for (std::size_t i = 0; section != nullptr && i < section->size(); ++i) use((*section)[i]);
}

// "" where it has none.
[[nodiscard]] std::string attribute_text(const catalog::Object& object, std::string_view attribute);
[[nodiscard]] std::vector<std::string> attribute_list(const catalog::Object& object, std::string_view attribute);

}  // namespace plumb::workflow
