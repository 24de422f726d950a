// SPDX-License-Identifier: Apache-2.0
// What the rows of a live database and the files of a directory say to each other. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::workflow {

// A file that the live database has run.
struct ReplayedFile {
  const migration::File* file = nullptr;
  std::optional<std::size_t> statements;  // only so many of the first ones: it is half applied
};

// The files that on an empty server give what the rows say the live database has, in order. That is all files up to the
// last row, without those that were added late and never run; from the newest checkpoint on where the live database
// began with it, or where applied files before it are gone (an old stream that was squashed). Point into `files`.
// REQUIRES: revisions are sorted by version.
[[nodiscard]] std::vector<ReplayedFile> replayed_files(const std::vector<migration::File>& files,
                                                       const std::vector<apply::Revision>& revisions);

struct History {
  const migration::Directory& directory;
  const std::vector<apply::Revision>& revisions;  // sorted by version
};

// The files that will run next, in order.
[[nodiscard]] std::vector<const migration::File*> pending_files(const History& history);

// MIG001 pending, MIG002 edited after it was applied, MIG003 applied but its file is gone, MIG004 failed half-way,
// MIG005 atlas.sum is wrong, MIG008 added behind the last revision and never applied. At most one of each of MIG001,
// MIG002, MIG005 and MIG008.
[[nodiscard]] std::vector<finding::Finding> history_findings(const History& history);

}  // namespace plumb::workflow
