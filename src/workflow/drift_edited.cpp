// SPDX-License-Identifier: Apache-2.0
#include "drift_edited.hpp"

#include <algorithm>
#include <map>

namespace plumb::workflow {
namespace {

using apply::Revision;
using migration::File;

using Rows = std::map<std::string_view, const Revision*>;

// The hash that the file had in a directory without the files that were not applied when `row` was.
std::string hash_when_applied(const History& history, const Rows& rows, const File& file, const Revision& row) {
  std::map<std::string, std::string> there;
  for (const File& other : history.directory.files()) {
    const auto other_row = rows.find(other.version);
    const bool applied_before = other_row != rows.end() && other_row->second->executed_at <= row.executed_at;
    // Checkpoints and what a baseline stands for have no row of their own.
    const bool without_row =
        other_row == rows.end() && (other.is_checkpoint() || other.version < history.revisions.front().version);
    if (applied_before || without_row) there.emplace(other.name, other.content);
    if (&other == &file) break;
  }
  const auto directory = migration::Directory::from_files(std::move(there), history.directory.format());
  const auto same = std::find_if(directory.files().begin(), directory.files().end(),
                                 [&](const File& candidate) { return candidate.name == file.name; });
  return same == directory.files().end() ? "" : same->hash;
}

}  // namespace

std::optional<EditedFile> first_edited(const History& history, const std::string* end) {
  Rows rows;
  for (const Revision& row : history.revisions) rows.emplace(row.version, &row);
  for (const File& file : history.directory.files()) {
    if (end != nullptr && file.version >= *end) break;
    const auto found = rows.find(file.version);
    if (found == rows.end()) continue;
    const Revision& row = *found->second;
    // A row without a hash is a baseline. One that is half applied may have been repaired: its next run looks at the
    // statements that were done.
    if (row.hash.empty() || file.hash.empty() || row.partial() || row.hash == file.hash) continue;
    if (row.hash == hash_when_applied(history, rows, file, row)) continue;
    return EditedFile{.file = &file, .row = &row};
  }
  return std::nullopt;
}

}  // namespace plumb::workflow
