// SPDX-License-Identifier: Apache-2.0
// The findings of class migrations: codes, severities and texts in one file. docs/formats/findings.md lists them.
#pragma once

#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/migration/directory.hpp>

#include "drift_edited.hpp"

namespace plumb::workflow {

// REQUIRES: files is not empty.
[[nodiscard]] finding::Finding pending_files_finding(const std::vector<const migration::File*>& files);  // MIG001
[[nodiscard]] finding::Finding edited_after_apply(const EditedFile& edited);                             // MIG002
[[nodiscard]] finding::Finding file_is_gone(const apply::Revision& row);                                 // MIG003
[[nodiscard]] finding::Finding half_applied(const apply::Revision& row);                                 // MIG004
[[nodiscard]] finding::Finding wrong_sum(const migration::SumProblem& problem);                          // MIG005
[[nodiscard]] finding::Finding apply_in_flight(const std::string& holder);                               // MIG006
[[nodiscard]] finding::Finding no_revisions_table(const std::string& schema);                            // MIG007
[[nodiscard]] finding::Finding added_late(const std::vector<const migration::File*>& files);             // MIG008

}  // namespace plumb::workflow
