// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/pending.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

namespace plumb::apply {
namespace {

using Files = std::vector<const migration::File*>;
using migration::File;

// Checkpoints are for the first run; a database that has rows goes on along the other files.
Files without_checkpoints(const std::vector<File>& files) {
  Files out;
  out.reserve(files.size());
  for (const File& file : files) {
    if (!file.is_checkpoint()) out.push_back(&file);
  }
  return out;
}

// A checkpoint that was applied in part is resumed: itself, then what follows.
Files resume_checkpoint(const std::vector<File>& files, const Revision& last) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const File& f) { return f.version == last.version; });
  if (found == files.end() || !found->is_checkpoint()) return {};
  Files out = {&*found};
  for (auto file = found + 1; file != files.end(); ++file) {
    if (!file->is_checkpoint()) out.push_back(&*file);
  }
  return out;
}

// The file at which the last revision stands, from behind.
Files::const_iterator find_last(const Files& files, const Revision& last) {
  const auto stands_at = [&](const File* f) {
    return last.partial() ? f->version == last.version : f->version <= last.version;
  };
  const auto found = std::find_if(files.rbegin(), files.rend(), stands_at);
  return found == files.rend() ? files.end() : found.base() - 1;
}

// Files between the first revision and `end` that have no row. What is older than the first revision is never missed: a
// baseline stands for it.
Files find_skipped(const Files& files, Files::const_iterator end, const std::vector<Revision>& revisions) {
  const auto has_row = [&](const File* file) {
    const auto row =
        std::lower_bound(revisions.begin(), revisions.end(), file->version,
                         [](const Revision& r, const std::string& version) { return r.version < version; });
    return row != revisions.end() && row->version == file->version;
  };
  const auto first =
      std::find_if(files.begin(), end, [&](const File* f) { return f->version >= revisions.front().version; });
  Files skipped;
  std::remove_copy_if(first, end, std::back_inserter(skipped), has_row);
  return skipped;
}

std::string out_of_order_text(const Files& files) {
  std::string names;
  for (const File* file : files) names += (names.empty() ? "" : ", ") + file->name;
  return fmt::format(
      "migration file{} {} {} added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error",
      files.size() > 1 ? "s" : "", names, files.size() > 1 ? "were" : "was");
}

}  // namespace

Pending pending_files(const PendingQuery& query) {
  Pending pending;
  const Revision& last = query.revisions.back();
  if (last.partial()) {
    pending.files = resume_checkpoint(query.files, last);
    if (!pending.files.empty()) return pending;
  }
  const Files files = without_checkpoints(query.files);
  if (files.empty()) return pending;
  auto next = find_last(files, last);
  if (next == files.end()) {
    if (!last.partial()) {
      pending.files = files;
      return pending;
    }
    pending.problem = Pending::Problem::missing_file;
    pending.message =
        fmt::format("sql/migrate: missing migration: revision {} is partially applied but migration file was not found",
                    go_quote(fmt::format("{}_{}.sql", last.version, last.description)));
    return pending;
  }
  if (!last.partial()) ++next;
  pending.files.assign(next, files.end());
  if (query.order == ExecOrder::linear_skip) return pending;
  Files skipped = find_skipped(files, next, query.revisions);
  if (skipped.empty()) return pending;
  if (query.order == ExecOrder::non_linear) {
    pending.files.insert(pending.files.begin(), skipped.begin(), skipped.end());
  } else {
    pending.problem = Pending::Problem::out_of_order;
    pending.message = out_of_order_text(skipped);
    pending.out_of_order = std::move(skipped);
  }
  return pending;
}

Files first_run_files(const std::vector<File>& files) {
  const auto last_checkpoint =
      std::find_if(files.rbegin(), files.rend(), [](const File& file) { return file.is_checkpoint(); });
  const auto first = last_checkpoint == files.rend() ? files.begin() : last_checkpoint.base() - 1;
  Files out;
  for (auto file = first; file != files.end(); ++file) out.push_back(&*file);
  return out;
}

BaselineFiles baseline_files(const std::vector<File>& files, std::string_view version) {
  const Files candidates = without_checkpoints(files);
  const auto found =
      std::find_if(candidates.rbegin(), candidates.rend(), [&](const File* file) { return file->version == version; });
  if (found == candidates.rend()) return {};
  return {.baseline = *found, .files = Files(found.base(), candidates.end())};
}

}  // namespace plumb::apply
