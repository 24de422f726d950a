// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/status.hpp>

#include <plumb/apply/clean_check.hpp>

#include "migrate_session.hpp"

namespace plumb::workflow {

StatusResult status(const MigrateTarget& target, const Runtime& runtime) {
  StatusResult result;
  result.directory = open_checked(target.dir_url, target.memory, result.refusal);
  if (result.refusal.any()) return result;

  MigrateSession session = open_session(target, runtime);
  const TrafficSum traffic(runtime, *session.connection);
  result.refusal.ambiguous_revisions = session.ambiguous;
  if (session.ambiguous) return result;

  std::optional<std::vector<apply::Revision>> revisions;
  std::string why_not_clean;
  if (session.facts.table_exists) {
    session.table.ensure(*session.connection,
                         session.facts);  // alters back what Atlas would; sends nothing for a right one
    revisions = session.table.read(*session.connection);
    if (revisions->empty()) {
      why_not_clean = apply::why_not_clean(*session.connection, session.target.search_path, session.table.schema());
    }
  }
  result.status = apply::compute_status({.revisions = revisions ? &*revisions : nullptr,
                                         .files = result.directory->files(),
                                         .why_not_clean = why_not_clean});
  return result;
}

}  // namespace plumb::workflow
