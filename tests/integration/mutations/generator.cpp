// SPDX-License-Identifier: Apache-2.0
#include "generator.hpp"

#include "changes.hpp"

namespace plumb::test {

std::vector<Mutation> one_step_changes(const catalog::Catalog& catalog, const MutationScope& scope) {
  Changes changes(catalog, scope);
  add_role_changes(changes);
  add_relation_changes(changes);
  add_key_changes(changes);
  add_policy_changes(changes);
  add_code_changes(changes);
  add_new_objects(changes);
  return changes.take();
}

}  // namespace plumb::test
