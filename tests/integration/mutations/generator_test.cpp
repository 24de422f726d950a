// SPDX-License-Identifier: Apache-2.0
#include "generator.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <set>

#include <plumb/catalog/kind.hpp>

#include "mutation_trial.hpp"

namespace plumb::test {
namespace {

std::vector<std::string> changes_of(const std::vector<Mutation>& mutations, std::string_view object) {
  std::vector<std::string> out;
  for (const Mutation& mutation : mutations) {
    if (mutation.object == object) out.push_back(mutation.change);
  }
  return out;
}

bool has(const std::vector<std::string>& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

TEST_CASE("an empty catalog has the changes of roles, database and schema only") {
  const catalog::Catalog catalog;
  const std::vector<Mutation> mutations = one_step_changes(catalog);
  CHECK(has(changes_of(mutations, "role erun_tenant"), "BYPASSRLS"));
  CHECK(has(changes_of(mutations, "membership of erun_api in erun_operations"), "GRANT WITH INHERIT TRUE"));
  CHECK(has(changes_of(mutations, "schema public"), "GRANT CREATE TO PUBLIC"));
  CHECK(std::ranges::none_of(mutations, [](const Mutation& each) { return each.object.starts_with("table "); }));
}

TEST_CASE("the reference blueprint has changes for each of its objects, and each its own name") {
  MutationTrials trials;
  const std::vector<Mutation> mutations = one_step_changes(trials.base());
  std::set<std::string> names;
  for (const Mutation& mutation : mutations) {
    CAPTURE(mutation.name());
    CHECK(names.insert(mutation.name()).second);
    CHECK_FALSE(mutation.sql.empty());
  }
  CHECK(has(changes_of(mutations, "table public.users"), "DISABLE ROW LEVEL SECURITY"));
  CHECK(has(changes_of(mutations, "table public.tenants"), "GRANT SELECT TO erun_tenant"));
  CHECK(has(changes_of(mutations, "column public.tasks.tenant_id"), "DROP NOT NULL"));
  CHECK(has(changes_of(mutations, "policy public.users.users_tenant_policy"), "USING (true)"));
  CHECK(has(changes_of(mutations, "constraint public.tasks.tasks_tenant_id_project_id_fkey"), "without the tenant"));
  CHECK(has(changes_of(mutations, "index public.tasks_tenant_id_project_id_idx"), "drop"));
  CHECK(has(changes_of(mutations, "trigger public.users.users_set_timestamps"), "ENABLE REPLICA"));
  CHECK(has(changes_of(mutations, "function public.erun_current_tenant_id()"), "IMMUTABLE"));
  for (const char* kind : {"table", "policy", "constraint", "index", "trigger", "function"}) {
    const catalog::Section& section = *trials.base().section(kind);
    for (std::size_t i = 0; i < section.size(); ++i) {
      const std::string name(section[i].identity("name"));
      CAPTURE(kind, name);
      CHECK(std::ranges::any_of(mutations, [&](const Mutation& each) {
        return each.object.starts_with(kind) && each.object.find(name) != std::string::npos;
      }));
    }
  }
}

}  // namespace
}  // namespace plumb::test
