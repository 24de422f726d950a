// SPDX-License-Identifier: Apache-2.0
// What a module calls the blueprint's parts. The templates have the reference's names; all others are put in their
// place.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include <plumb/settings/settings.hpp>

namespace plumb::scaffold {

// Patterns are those of plumb.yaml: "{table}" and "{command}" stand for names.
struct Names {
  std::string tenant_policy = "{table}_tenant_policy";
  std::string operations_policy = "{table}_operations_policy";
  std::string tenant_command_policy = "{table}_tenant_{command}";
  std::string operations_command_policy = "{table}_operations_{command}";
  std::string timestamps_trigger = "{table}_set_timestamps";
  std::map<std::string, std::string, std::less<>> others;  // "erun_tenant" → "acme_tenant": roles, functions, columns

  // What stands for a word of the reference: itself unless it has another name here.
  [[nodiscard]] std::string_view word(std::string_view reference) const;
};

// users_tenant_isolation, users_operations_access.
[[nodiscard]] Names production_names();

// Those of a plumb.yaml; of its patterns the ones of that family.
[[nodiscard]] Names names_of(const settings::Settings& settings, std::size_t family);

// The place of the pattern of tenants' policies that the texts follow most often; 0 where they follow none.
[[nodiscard]] std::size_t family_of(std::string_view texts, const settings::Settings& settings);

}  // namespace plumb::scaffold
