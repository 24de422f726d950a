// SPDX-License-Identifier: Apache-2.0
#include "drift_history.hpp"

#include <algorithm>

#include <plumb/apply/pending.hpp>

#include "drift_edited.hpp"
#include "migration_finding.hpp"

namespace plumb::workflow {
namespace {

using apply::Revision;
using finding::Finding;
using migration::File;

const Revision* find_row(const std::vector<Revision>& revisions, const std::string& version) {
  const auto row = std::lower_bound(revisions.begin(), revisions.end(), version,
                                    [](const Revision& r, const std::string& v) { return r.version < v; });
  return row != revisions.end() && row->version == version ? &*row : nullptr;
}

const File* find_file(const std::vector<File>& files, const std::string& version) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const File& file) { return file.version == version; });
  return found == files.end() ? nullptr : &*found;
}

// The checkpoint from which a replay begins; null: from the first file.
const File* first_checkpoint(const std::vector<File>& files, const std::vector<Revision>& revisions) {
  const auto stands = [&](const File& file) {
    return file.is_checkpoint() && file.version <= revisions.back().version;
  };
  const auto newest = std::find_if(files.rbegin(), files.rend(), stands);
  if (newest == files.rend()) return nullptr;
  const bool began_there = find_row(revisions, newest->version) != nullptr;
  const bool squashed = std::any_of(revisions.begin(), revisions.end(), [&](const Revision& row) {
    return row.version < newest->version && find_file(files, row.version) == nullptr;
  });
  return began_there || squashed ? &*newest : nullptr;
}

std::vector<const Revision*> rows_without_file(const History& history) {
  std::vector<const Revision*> out;
  for (const Revision& row : history.revisions) {
    if (find_file(history.directory.files(), row.version) == nullptr) out.push_back(&row);
  }
  return out;
}

apply::Pending pending_of(const History& history) {
  const std::vector<File>& files = history.directory.files();
  if (history.revisions.empty()) return {.files = apply::first_run_files(files), .out_of_order = {}, .message = {}};
  return apply::pending_files({.revisions = history.revisions, .files = files});
}

}  // namespace

std::vector<ReplayedFile> replayed_files(const std::vector<File>& files, const std::vector<Revision>& revisions) {
  std::vector<ReplayedFile> out;
  if (revisions.empty()) return out;
  const File* checkpoint = first_checkpoint(files, revisions);
  for (const File& file : files) {
    if (file.version > revisions.back().version) continue;
    if (checkpoint != nullptr && file.version < checkpoint->version) continue;
    if (file.is_checkpoint() && &file != checkpoint) continue;
    const Revision* row = find_row(revisions, file.version);
    // What is older than the first row is there all the same: a baseline stands for it.
    if (row == nullptr && &file != checkpoint && file.version > revisions.front().version) continue;
    ReplayedFile replayed{.file = &file, .statements = std::nullopt};
    if (row != nullptr && row->applied < row->total) {
      replayed.statements = static_cast<std::size_t>(std::max<std::int64_t>(0, row->applied));
    }
    out.push_back(replayed);
  }
  return out;
}

std::vector<const File*> pending_files(const History& history) {
  return pending_of(history).files;
}

std::vector<Finding> history_findings(const History& history) {
  std::vector<Finding> out;
  if (const auto problem = history.directory.check_sum()) out.push_back(wrong_sum(*problem));

  const apply::Pending pending = pending_of(history);
  if (!pending.files.empty()) out.push_back(pending_files_finding(pending.files));
  if (!pending.out_of_order.empty()) out.push_back(added_late(pending.out_of_order));

  const auto gone = rows_without_file(history);
  const File* checkpoint = gone.empty() ? nullptr : first_checkpoint(history.directory.files(), history.revisions);
  for (const Revision* row : gone) {
    // A checkpoint that replaced old files keeps what they did.
    if (checkpoint == nullptr || row->version > checkpoint->version) out.push_back(file_is_gone(*row));
  }
  for (const Revision& row : history.revisions) {
    if (row.partial() || !row.error.empty()) out.push_back(half_applied(row));
  }
  // The hashes are a chain: behind a file that is gone nothing can be said of the others.
  const std::string* end = gone.empty() ? nullptr : &gone.front()->version;
  if (const auto edited = first_edited(history, end)) out.push_back(edited_after_apply(*edited));
  return out;
}

}  // namespace plumb::workflow
