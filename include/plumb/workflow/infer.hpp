// SPDX-License-Identifier: Apache-2.0
// plumb blueprint infer: what a plumb.yaml of a database that is there would say.
#pragma once

#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/catalog/catalog.hpp>
#include <plumb/settings/settings.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct Inferred {
  settings::Settings settings;
  std::vector<std::string> shared;    // tables without a tenant: global ones, for which somebody has to say why
  std::vector<std::string> outliers;  // what is not as the majority has it: "table public.notes: …"
  std::size_t tenant_tables = 0;
};

// By majority, of what the policies, keys, triggers and grants say; the blueprint's own name where nothing says
// otherwise. Pure. `migration_role` stands for "{migration role}".
[[nodiscard]] Inferred infer_settings(const catalog::Catalog& catalog, const std::string& migration_role);

// Reads the catalog in one read-only snapshot. Throws Error: no connection; no table whose policies tell tenants apart.
[[nodiscard]] Inferred infer(const Secret& url, const Runtime& runtime);

}  // namespace plumb::workflow
